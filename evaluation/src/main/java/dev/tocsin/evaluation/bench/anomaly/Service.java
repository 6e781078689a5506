package dev.tocsin.evaluation.bench.anomaly;

import dev.tocsin.anomaly.domain.EntityReplay;
import dev.tocsin.anomaly.domain.EntityScorer.Scored;
import dev.tocsin.anomaly.domain.ScoringPolicy;
import dev.tocsin.anomaly.domain.Window;
import dev.tocsin.events.Alert;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Model.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The service: each row is a metrics event in a window of its own, streamed through the code that
 * runs in production, with the policy that it has unless configured otherwise.
 */
final class Service {
  private final Series series;
  private final EntityReplay entity;
  private final List<Segment> alerts = new ArrayList<>();
  private int firingSince = -1;

  private Service(Series series, Kind models) {
    this.series = series;
    this.entity = new EntityReplay(series.name(), ScoringPolicy.DEFAULT, models);
  }

  /**
   * @param models of which kind the entity's models are
   */
  static Run replay(Series series, Kind models) {
    return new Service(series, models).run();
  }

  private Run run() {
    int learnt = series.train().length;
    double[] train = new double[learnt];
    for (int i = 0; i < learnt; i++) {
      train[i] = next(i, series.train()[i]);
    }
    double[] test = new double[series.test().length];
    for (int i = 0; i < test.length; i++) {
      test[i] = next(learnt + i, series.test()[i]);
    }
    if (firingSince >= 0) {
      alerts.add(new Segment(firingSince, learnt + test.length));
    }
    List<Segment> tested =
        alerts.stream()
            .filter(alert -> alert.start() >= learnt)
            .map(alert -> new Segment(alert.start() - learnt, alert.end() - learnt))
            .toList();
    return new Run(new Detector.Scores(train, test), tested);
  }

  private double next(int at, double[] row) {
    long start = Window.startOf(series.times()[at]);
    Scored scored = entity.next(start, window(series.columns(), start, row));
    Alert change = scored.alert();
    if (change != null) {
      boolean fires = change.status() == Alert.Status.FIRING;
      if (fires && firingSince < 0) {
        firingSince = at;
      } else if (!fires && firingSince >= 0) {
        alerts.add(new Segment(firingSince, at));
        firingSince = -1;
      }
    }
    return scored.score().risk();
  }

  static Window window(List<String> columns, long start, double[] row) {
    Map<String, Double> metrics = new HashMap<>();
    for (int c = 0; c < row.length; c++) {
      metrics.put(columns.get(c), row[c]);
    }
    Window window = new Window();
    window.add(new MetricsEvent(start, "recorded", null, metrics, Map.of()));
    return window;
  }

  /**
   * What it said.
   *
   * @param scores the risk, 0 to 100
   * @param alerts from firing to resolved, those that fired in the test part, in points of it
   */
  record Run(Detector.Scores scores, List<Segment> alerts) {}
}

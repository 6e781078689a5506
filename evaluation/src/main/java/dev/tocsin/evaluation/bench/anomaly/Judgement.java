package dev.tocsin.evaluation.bench.anomaly;

import dev.tocsin.evaluation.bench.anomaly.Detector.Scores;
import dev.tocsin.evaluation.bench.anomaly.PointMetrics.Events;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of one method on one series, by name; what does not apply is NaN. */
final class Judgement {
  private Judgement() {}

  static Map<String, Double> of(Series series, Scores scores) {
    Map<String, Double> figures = new LinkedHashMap<>();
    PointMetrics points = new PointMetrics(scores.test(), series.anomalous());
    Events onePercent = points.events(points.thresholdAtFalsePositives(0.01));
    int budget = Math.max(1, (int) Math.floor(series.testDays()));
    Events onePerDay = points.events(points.thresholdAtEpisodes(budget));
    Events own = points.events(PointMetrics.quantile(scores.train(), 0.99));
    boolean labelled = !series.anomalous().isEmpty();
    figures.put("rocAuc", labelled ? points.rocAuc() : Double.NaN);
    figures.put("ap", labelled ? points.averagePrecision() : Double.NaN);
    figures.put("eventRecall1", onePercent.recall());
    figures.put("eventRecallOneFalsePerDay", onePerDay.recall());
    figures.put("medianDelayPoints1", onePercent.medianDelay());
    figures.put("medianDelayPointsOneFalsePerDay", onePerDay.medianDelay());
    figures.put("warnedBeforeOneFalsePerDay", onePerDay.warned());
    figures.put("ownP99EventRecall", own.recall());
    figures.put("ownP99NormalShare", own.normalShare());
    return figures;
  }

  /** What only the service has: its alerts, and its own idea of what is high. */
  static Map<String, Double> of(Series series, Service.Run run) {
    Map<String, Double> figures = of(series, run.scores());
    AlertEvidence alerts = AlertEvidence.of(series.anomalous(), run.alerts());
    figures.put(
        "alertedEvents",
        alerts.events() == 0 ? Double.NaN : (double) alerts.alerted() / alerts.events());
    figures.put("falseAlertsPerDay", alerts.falseAlerts() / series.testDays());
    Events high =
        new PointMetrics(run.scores().test(), series.anomalous()).events(Math.nextDown(70.0));
    figures.put("highRiskEventRecall", high.recall());
    figures.put("highRiskNormalShare", high.normalShare());
    return figures;
  }

  /** The mean of each figure over the series that have it. */
  static Map<String, Double> mean(Collection<Map<String, Double>> all) {
    Map<String, Double> means = new LinkedHashMap<>();
    for (Map<String, Double> each : all) {
      each.keySet().forEach(name -> means.putIfAbsent(name, Double.NaN));
    }
    means.replaceAll(
        (name, none) ->
            all.stream()
                .mapToDouble(each -> each.getOrDefault(name, Double.NaN))
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN));
    return means;
  }
}

package dev.tocsin.evaluation.bench.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The figures that {@code tools/evaluate.py} beside the recordings prints for the same scores. */
class ReferenceTest {
  @Test
  void theMetricsAreThoseOfThePublishedScript() {
    Recordings recordings;
    try {
      recordings = new Recordings(null);
    } catch (IllegalArgumentException e) {
      Assumptions.abort(e.getMessage());
      return;
    }
    Path machine =
        recordings.smd().stream().filter(p -> p.endsWith("machine-1-2")).findAny().orElseThrow();
    Series series = recordings.server(machine);
    Map<String, Double> figures = Judgement.of(series, new RobustZ().score(series));
    Map.of(
            "rocAuc", 0.865772,
            "ap", 0.246618,
            "eventRecall1", 1.0,
            "medianDelayPoints1", 0.5,
            "eventRecallOneFalsePerDay", 0.7,
            "medianDelayPointsOneFalsePerDay", 1.0,
            "ownP99EventRecall", 1.0,
            "ownP99NormalShare", 0.008163)
        .forEach(
            (name, printed) ->
                assertThat(figures.get(name)).as(name).isCloseTo(printed, within(1e-6)));
  }
}

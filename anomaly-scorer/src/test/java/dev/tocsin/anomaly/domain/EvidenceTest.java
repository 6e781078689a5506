package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.anomaly.domain.FeatureRow.Cause;
import dev.tocsin.anomaly.domain.Signal.View;
import dev.tocsin.events.Score;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private static final List<String> METRICS = List.of("a", "b", "c", "d");

  @Test
  void severalMetricsThatDeviateInWhateverViewCountTwice() {
    FeatureRow row = row(4, 0, 0, -3.5);
    assertThat(evidence(Score.Mode.MODEL, true, row)).isEqualTo(1);
    row.setMetric(1, z(View.DRIFT, 3), new Cause("b", 1, 0, Double.NaN));
    assertThat(evidence(Score.Mode.MODEL, true, row)).isEqualTo(2);
  }

  @Test
  void theBaselinesRiskIsThatOfASingleWindow() {
    assertThat(evidence(Score.Mode.BASELINE, true, row(9, 9, 9, 9))).isEqualTo(1);
  }

  @Test
  void requestsAloneCountOnce() {
    FeatureRow row = new FeatureRow(List.of());
    for (Feature each : List.of(Feature.ERROR_RATE_Z, Feature.LATENCY_P95_Z, Feature.LOG_RATE_Z)) {
      row.set(each, 15);
    }
    assertThat(evidence(Score.Mode.MODEL, true, row)).isEqualTo(1);
  }

  @Test
  void whatIsUsualSmallOrHardlyKnownIsNone() {
    assertThat(evidence(Score.Mode.MODEL, false, row(9, 9, 9, 9))).isZero();
    assertThat(evidence(Score.Mode.MODEL, true, row(2, 2, 2, 2))).isZero();
    Assessment seen = seen(Score.Mode.MODEL, true);
    assertThat(EntityScorer.evidence(seen, 0.1, row(9, 9, 9, 9))).isZero();
  }

  private static int evidence(Score.Mode mode, boolean unusual, FeatureRow row) {
    return EntityScorer.evidence(seen(mode, unusual), 1, row);
  }

  private static Assessment seen(Score.Mode mode, boolean unusual) {
    return new Assessment(mode, "m", 2.0, 80, unusual, 1, Blame.NONE);
  }

  private static FeatureRow row(double... levels) {
    FeatureRow row = new FeatureRow(METRICS);
    for (int i = 0; i < levels.length; i++) {
      row.setMetric(i, z(View.LEVEL, levels[i]), new Cause(METRICS.get(i), 1, 0, Double.NaN));
    }
    row.set(Feature.METRIC_LEVEL_MAX, Arrays.stream(levels).map(Math::abs).max().orElse(0));
    return row;
  }

  private static double[] z(View view, double deviation) {
    double[] z = new double[View.COUNT];
    z[view.ordinal()] = deviation;
    return z;
  }
}

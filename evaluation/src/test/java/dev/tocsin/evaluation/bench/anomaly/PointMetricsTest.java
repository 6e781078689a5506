package dev.tocsin.evaluation.bench.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.evaluation.bench.anomaly.PointMetrics.Events;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class PointMetricsTest {
  private static BitSet labels(String zerosAndOnes) {
    BitSet set = new BitSet();
    for (int i = 0; i < zerosAndOnes.length(); i++) {
      set.set(i, zerosAndOnes.charAt(i) == '1');
    }
    return set;
  }

  @Test
  void pairsThatAreInOrderCountAndTiesCountHalf() {
    // Anomalous 3 and 2 against normal 1, 2: in order 3>1, 3>2, 2>1; tied 2=2.
    PointMetrics points = new PointMetrics(new double[] {1, 3, 2, 2}, labels("0110"));
    assertThat(points.rocAuc()).isEqualTo(3.5 / 4);
  }

  @Test
  void precisionIsAveragedOverTheRecallGained() {
    // 4: 1 of 1 right, half the recall; then both 3s at once: 2 of 3 right, the other half.
    PointMetrics points = new PointMetrics(new double[] {4, 3, 3, 1}, labels("1100"));
    assertThat(points.averagePrecision()).isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-12));
  }

  @Test
  void anEventIsFoundByOneAlarmInsideAndTheDelayIsCountedFromItsStart() {
    double[] scores = {0, 9, 0, 0, 9, 0, 0, 0, 9, 0};
    PointMetrics points = new PointMetrics(scores, labels("0011100110"));
    Events events = points.events(5);
    assertThat(events.recall()).isEqualTo(1);
    assertThat(events.medianDelay()).isEqualTo(1.5);
    assertThat(events.warned()).isEqualTo(1);
    assertThat(events.normalShare()).isEqualTo(1.0 / 5);
    assertThat(points.events(9).recall()).isZero();
  }

  @Test
  void theThresholdLeavesTheShareOfNormalPointsAboveIt() {
    double[] scores = new double[101];
    for (int i = 0; i < 101; i++) {
      scores[i] = i;
    }
    BitSet last = new BitSet();
    last.set(100);
    PointMetrics points = new PointMetrics(scores, last);
    double threshold = points.thresholdAtFalsePositives(0.05);
    assertThat(threshold).isEqualTo(94);
    assertThat(points.events(threshold).normalShare()).isEqualTo(0.05);
  }

  @Test
  void alarmsCloseTogetherAreOneFalseEpisode() {
    double[] scores = new double[100];
    scores[0] = 5;
    scores[15] = 5;
    scores[31] = 5;
    scores[60] = 3;
    scores[90] = 4;
    BitSet event = new BitSet();
    event.set(90, 95);
    PointMetrics points = new PointMetrics(scores, event);
    assertThat(points.falseEpisodes(4)).isEqualTo(2);
    assertThat(points.falseEpisodes(2)).isEqualTo(3);
    assertThat(points.thresholdAtEpisodes(2)).isEqualTo(3);
    assertThat(points.events(points.thresholdAtEpisodes(2)).recall()).isEqualTo(1);
    assertThat(points.thresholdAtEpisodes(1)).isEqualTo(5);
  }

  @Test
  void quantilesAreInterpolated() {
    assertThat(PointMetrics.quantile(new double[] {4, 1, 2, 3}, 0.5)).isEqualTo(2.5);
    assertThat(PointMetrics.quantile(new double[] {0, 10}, 0.99)).isCloseTo(9.9, within(1e-12));
  }
}

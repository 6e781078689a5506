package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void rarenessBecomesRisk() {
    assertThat(RiskScale.ofTail(1)).isZero();
    assertThat(RiskScale.ofTail(0.1)).isCloseTo(35, within(1e-9));
    assertThat(RiskScale.ofTail(0.01)).isCloseTo(70, within(1e-9));
    assertThat(RiskScale.ofTail(0.001)).isCloseTo(90, within(1e-9));
    assertThat(RiskScale.ofTail(0)).isEqualTo(100);
    assertThat(RiskScale.ofTail(1e-4)).isCloseTo(95, within(1e-9));
    assertThat(RiskScale.ofSurprise(400)).isLessThan(RiskScale.ofSurprise(401)).isLessThan(100);
    assertThat(RiskScale.ofDeviation(-8)).isEqualTo(75);
  }

  @Test
  void theTailIsTheShareOfTheHistoryThatReachesTheScore() {
    double[] scores = new Random(1).doubles(2_000).map(x -> 0.4 - 0.03 * Math.log(x)).toArray();
    Calibration calibration = Calibration.of(scores, 1e-4);
    assertThat(calibration.tail(0.3)).isEqualTo(1);
    assertThat(calibration.tail(0.4 - 0.03 * Math.log(0.5))).isCloseTo(0.5, within(0.05));
    assertThat(calibration.tail(0.4 - 0.03 * Math.log(0.01))).isCloseTo(0.01, within(0.004));
    assertThat(calibration.tail(0.4 - 0.03 * Math.log(0.0001))).isLessThan(0.0004);
  }

  @Test
  void surpriseIsTheTailsLogarithmAndKnowsNoEnd() {
    Calibration calibration = Calibration.of(new Random(2).doubles(150).toArray(), 1e-4);
    for (double score = 0; score < 1.05; score += 0.01) {
      assertThat(calibration.surprise(score))
          .isCloseTo(-Math.log10(calibration.tail(score)), within(1e-9));
    }
    assertThat(calibration.surprise(1e6)).isLessThan(calibration.surprise(2e6)).isFinite();
  }

  @Test
  void theTailNeverRisesWithTheScore() {
    Calibration calibration = Calibration.of(new Random(2).doubles(150).toArray(), 1e-4);
    double before = 1;
    for (double score = -0.1; score < 1.2; score += 0.001) {
      double tail = calibration.tail(score);
      assertThat(tail).isBetween(0.0, before);
      before = tail;
    }
  }

  @Test
  void equalScoresAreNoTrouble() {
    Calibration calibration = Calibration.of(new double[] {0.5, 0.5, 0.5}, 1e-4);
    assertThat(calibration.tail(0.4)).isEqualTo(1);
    assertThat(calibration.tail(0.6)).isLessThan(0.001);
  }
}

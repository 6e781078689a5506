package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.anomaly.domain.Signal.View;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ChangeDetectorTest {
  private static final ChangeDetector CHANGES = new ChangeDetector(false);
  private static final ChangeDetector GREATEST = new ChangeDetector(true);

  @Test
  void isTheMeanSizeOfTheChangesThatAreKnown() {
    double[] row = metrics(4);
    deviate(row, 0, View.CHANGE, -3);
    deviate(row, 1, View.CHANGE, 2);
    deviate(row, 2, View.CHANGE, Double.NaN);
    assertThat(CHANGES.score(row)).isCloseTo((3 + 2 + 0) / 3.0, within(1e-12));
  }

  @Test
  void orTheMeanOfTheGreatestThree() {
    double[] row = metrics(5);
    for (int metric = 0; metric < 5; metric++) {
      deviate(row, metric, View.CHANGE, -metric);
    }
    assertThat(GREATEST.score(row)).isEqualTo((4 + 3 + 2) / 3.0);
    double[] shares = new double[row.length];
    GREATEST.blame(row, shares);
    assertThat(shares[FeatureRow.column(4, View.CHANGE)]).isCloseTo(4 / 9.0, within(1e-9));
    assertThat(shares[FeatureRow.column(1, View.CHANGE)]).isZero();
  }

  @Test
  void oneOfFewSaysLittleAmongTheGreatest() {
    double[] row = metrics(1);
    deviate(row, 0, View.CHANGE, 9);
    assertThat(GREATEST.score(row)).isEqualTo(3);
    assertThat(CHANGES.score(row)).isEqualTo(9);
  }

  @Test
  void seesNothingElseOfMetrics() {
    double[] row = metrics(4);
    deviate(row, 0, View.LEVEL, 20);
    deviate(row, 1, View.SPREAD, 20);
    deviate(row, 2, View.DRIFT, -20);
    assertThat(CHANGES.score(row)).isZero();
  }

  @Test
  void leavesRequestsAlone() {
    double[] row = metrics(0);
    row[Feature.REQUEST_RATE_CHANGE.ordinal()] = 6;
    assertThat(CHANGES.score(row)).isZero();
  }

  @Test
  void changesAreToBlameInProportion() {
    double[] row = metrics(4);
    deviate(row, 0, View.LEVEL, 20);
    deviate(row, 1, View.CHANGE, -6);
    deviate(row, 2, View.CHANGE, 3);
    double[] shares = new double[row.length];
    CHANGES.blame(row, shares);
    assertThat(shares[FeatureRow.column(1, View.CHANGE)]).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(shares[FeatureRow.column(2, View.CHANGE)]).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-9));
  }

  private static double[] metrics(int count) {
    double[] row = new double[FeatureRow.width(count)];
    Arrays.fill(row, 0, FeatureRow.width(0), Double.NaN);
    return row;
  }

  private static void deviate(double[] row, int metric, View view, double z) {
    row[FeatureRow.column(metric, view)] = z;
  }
}

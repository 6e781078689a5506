package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  @Test
  void theDirectionsOfGreatestVarianceAreFoundInTheirOrder() {
    Random random = new Random(3);
    double[][] rows = new double[4_000][3];
    for (double[] row : rows) {
      double along = 3 * random.nextGaussian();
      double across = random.nextGaussian();
      row[0] = (along + across) / Math.sqrt(2);
      row[1] = (along - across) / Math.sqrt(2);
      row[2] = 0.1 * random.nextGaussian();
    }
    PrincipalComponents found = PrincipalComponents.of(rows, 3);
    assertThat(found.variances()[0]).isCloseTo(9, within(0.7));
    assertThat(found.variances()[1]).isCloseTo(1, within(0.1));
    assertThat(found.variances()[2]).isCloseTo(0.01, within(0.001));
    assertThat((double) found.basis()[0] * found.basis()[1]).isCloseTo(0.5, within(0.01));
    assertThat((double) found.basis()[3] * found.basis()[4]).isCloseTo(-0.5, within(0.01));
  }

  @Test
  void aDirectionInWhichNothingVariesHasNoVariance() {
    double[][] rows = {{1, 0}, {-1, 0}, {2, 0}, {-2, 0}};
    PrincipalComponents found = PrincipalComponents.of(rows, 2);
    assertThat(found.variances()[0]).isCloseTo(2.5, within(1e-9));
    assertThat(found.variances()[1]).isZero();
  }
}

package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A creep adds up, a spike does not. */
class TrendTest {
  /** A deviation that may alert. */
  private static final double MATERIAL = 3;

  private final Trend trend = new Trend();
  private final Random random = new Random(1);

  @Test
  void aShortHistorySaysNothing() {
    for (int i = 0; i < Baseline.LEAST; i++) {
      assertThat(trend.observe(50, 1)).isNaN();
    }
    assertThat(trend.observe(50, 1)).isZero();
  }

  @Test
  void aCreepThatNoSingleWindowShowsIsATrend() {
    settle();
    double greatest = 0;
    for (int i = 1; i <= 40; i++) {
      greatest = Math.max(greatest, trend.observe(50 + 0.1 * i + noise(), 1));
    }
    assertThat(greatest).isGreaterThan(MATERIAL);
  }

  @Test
  void aFallIsATrendDownwards() {
    settle();
    double least = 0;
    for (int i = 1; i <= 40; i++) {
      least = Math.min(least, trend.observe(50 - 0.1 * i + noise(), 1));
    }
    assertThat(least).isLessThan(-MATERIAL);
  }

  @Test
  void aSpikeMovesItAsIfItWereThreeDeviationsHigh() {
    Trend other = new Trend();
    for (int i = 0; i < 10; i++) {
      trend.observe(50, 1);
      other.observe(50, 1);
    }
    assertThat(trend.observe(1_000_000, 1)).isEqualTo(other.observe(53, 1));
    assertThat(trend.shortMean()).isEqualTo(50 + 2.0 / 11 * 3);
    assertThat(trend.longMean()).isCloseTo(50 + 2.0 / 61 * 2.0 / 11 * 3, within(1e-12));
  }

  @Test
  void aNewLevelIsATrendOnlyUntilItIsUsual() {
    settle();
    double last = 0;
    for (int i = 0; i < 300; i++) {
      last = trend.observe(58 + noise(), 1);
    }
    assertThat(Math.abs(last)).isLessThan(MATERIAL);
  }

  @Test
  void whatWasStoredGoesOnTheSame() throws IOException {
    settle();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    trend.write(new DataOutputStream(bytes));
    Trend restored = Trend.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (int i = 0; i < 20; i++) {
      double value = 50 + i;
      assertThat(restored.observe(value, 1)).isEqualTo(trend.observe(value, 1));
    }
  }

  private void settle() {
    for (int i = 0; i < 500; i++) {
      trend.observe(50 + noise(), 1);
    }
  }

  private double noise() {
    return random.nextGaussian();
  }
}

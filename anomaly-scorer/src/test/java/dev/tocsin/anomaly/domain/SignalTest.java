package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.anomaly.domain.Signal.View;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {
  private static final int HOUR = 120;

  private final Random random = new Random(11);
  private final Signal signal = Signal.metric(0, Direction.BOTH);

  /** One reading in a wrong unit, or of a broken agent, must not hide what comes after it. */
  @ParameterizedTest
  @ValueSource(doubles = {5e4, 1e9, -1e9, 1e160, 1e300})
  void anAbsurdValueIsAbsurdOnce(double absurd) {
    calm(24 * HOUR, 50);
    double before = signal.scale();
    assertThat(Math.abs(observe(absurd)[View.LEVEL.ordinal()])).isGreaterThan(15);
    double[] later = calm(2 * HOUR, 50);
    assertThat(signal.scale()).isBetween(before, 12 * before);
    assertThat(signal.usual()).isBetween(49.0, 51.0);
    for (View each : View.values()) {
      assertThat(later[each.ordinal()]).as(each.name()).isBetween(-4.0, 4.0);
    }
    assertThat(observe(50 + 30 * before)[View.LEVEL.ordinal()]).isGreaterThan(2);
  }

  /**
   * What stays far away is a new level, however far: two hours after a day it is half as unusual.
   */
  @Test
  void whatStaysBecomesUsual() {
    calm(24 * HOUR, 0);
    assertThat(observe(1e9)[View.LEVEL.ordinal()]).isGreaterThan(15);
    double[] later = calm(2 * HOUR, 1e9);
    assertThat(later[View.LEVEL.ordinal()]).isBetween(0.0, 10.0);
  }

  private double[] calm(int windows, double level) {
    double[] z = new double[View.COUNT];
    for (int i = 0; i < windows; i++) {
      z = observe(level + random.nextGaussian());
    }
    return z;
  }

  private double[] observe(double value) {
    double[] z = new double[View.COUNT];
    signal.observe(value, z);
    return z;
  }
}

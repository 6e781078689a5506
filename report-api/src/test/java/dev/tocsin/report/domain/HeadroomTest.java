package dev.tocsin.report.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class HeadroomTest {
  private static final long HOUR = 3_600_000;
  private static final Headroom.Bound BOUND =
      new Headroom.Bound("R", "s", "meanLatency", "high", 200);

  @Test
  void aLineReachesItsBoundWhenItDoes() {
    Headroom headroom = of(49, hour -> 100 + hour);
    assertThat(headroom.current()).isEqualTo(148);
    assertThat(headroom.headroom()).isCloseTo(0.26, within(1e-9));
    assertThat(headroom.slopePerDay()).isCloseTo(24, within(1e-9));
    assertThat(headroom.trend()).isTrue();
    assertThat(headroom.saturatesAt()).isEqualTo(100 * HOUR);
    assertThat(headroom.overShare()).isZero();
  }

  @Test
  void aSpikeIsNoTrendAndNoiseNeither() {
    assertThat(of(100, hour -> hour == 60 ? 900 : 100).saturatesAt()).isNull();
    Random random = new Random(3);
    Headroom noise = of(100, hour -> 100 + random.nextGaussian() * 20);
    assertThat(noise.trend()).isFalse();
    assertThat(noise.saturatesAt()).isNull();
  }

  @Test
  void whatFallsOrIsOverNeverReachesIt() {
    assertThat(of(60, hour -> 190 - hour).saturatesAt()).isNull();
    Headroom over = of(60, hour -> 201 + hour);
    assertThat(over.saturatesAt()).isNull();
    assertThat(over.headroom()).isNegative();
    assertThat(over.overShare()).isOne();
  }

  @Test
  void aDayIsTheLeastForATrend() {
    assertThat(of(23, hour -> 100 + hour).slopePerDay()).isNull();
    assertThat(of(1, hour -> 100).peak()).isEqualTo(100);
  }

  private static Headroom of(int hours, IntToDoubleFunction value) {
    long[] times = new long[hours];
    double[] values = new double[hours];
    for (int hour = 0; hour < hours; hour++) {
      times[hour] = hour * HOUR;
      values[hour] = value.applyAsDouble(hour);
    }
    return Headroom.of(BOUND, times, values);
  }
}

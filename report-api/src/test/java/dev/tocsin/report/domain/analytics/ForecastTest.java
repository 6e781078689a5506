package dev.tocsin.report.domain.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForecastTest {
  @Test
  void aRisingCourseIsContinuedWithinItsInterval() {
    Series all = Recorded.series(35 * 24 + 168, 1, i -> 100 + 0.1 * i + 20 * Recorded.day(i));
    Series known = new Series(all.start(), Arrays.copyOf(all.values(), 35 * 24));

    Forecast forecast = Forecast.of(known, Bounds.POSITIVE);

    assertThat(forecast.refused()).isNull();
    assertThat(forecast.method()).isEqualTo("linear");
    assertThat(forecast.skill()).isGreaterThan(0.5);
    assertThat(forecast.coverage()).isBetween(0.9, 0.98);
    assertThat(forecast.points()).hasSize(168);
    assertThat(forecast.points().get(0).at()).isEqualTo(all.at(35 * 24));
    long inside =
        forecast.points().stream()
            .filter(
                p -> {
                  double came = all.values()[(int) ((p.at() - all.start()) / Series.HOUR_MS)];
                  return came >= p.lower() && came <= p.upper();
                })
            .count();
    assertThat(inside / 168.0).isBetween(0.85, 1.0);
  }

  @Test
  void nothingImpossibleIsForecast() {
    Series falling = Recorded.series(30 * 24, 0.01, i -> Math.max(0, 0.5 - 0.0007 * i));

    Forecast forecast = Forecast.of(falling, Bounds.SHARE);

    assertThat(forecast.points())
        .allSatisfy(
            p -> {
              assertThat(p.lower()).isBetween(0.0, p.value());
              assertThat(p.upper()).isBetween(p.value(), 1.0);
            });
  }

  @Test
  void tooLittleIsRefusedWithTheReason() {
    assertThat(Forecast.of(Recorded.series(335, 1, i -> i), Bounds.NONE).refused())
        .isEqualTo("335 hours of history are too few: seven days ahead need at least 336");

    Series holes = Recorded.series(400, 1, i -> i % 3 == 0 ? Double.NaN : 1);
    assertThat(Forecast.of(holes, Bounds.NONE).refused())
        .isEqualTo("67% of the hours have a value: at least 80% are needed");
  }

  @Test
  void whereNothingIsNearerItIsSeasonalNaive() {
    Series copies = Recorded.series(28 * 24, 0, i -> (i * 7919L) % 24 + (i % 24 == 3 ? 50 : 0));

    Forecast forecast = Forecast.of(copies, Bounds.POSITIVE);

    assertThat(forecast.method()).isEqualTo("seasonalNaive");
    assertThat(forecast.skill()).isZero();
    assertThat(forecast.meanAbsoluteErrors().get("seasonalNaive")).isCloseTo(0, within(1e-9));
  }

  @Test
  void holtWintersFollowsALevelThatMoved() {
    Series moved = Recorded.series(40 * 24, 0.5, i -> (i < 400 ? 50 : 80) + 10 * Recorded.day(i));
    double[] history = moved.values();

    double[] next = new HoltWinters().next(history, Series.DAY, 48);

    for (int i = 0; i < 48; i++) {
      assertThat(next[i]).isCloseTo(80 + 10 * Recorded.day(history.length + i), within(3.0));
    }
  }
}

package dev.tocsin.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
  private final AtomicLong nanos = new AtomicLong(17);

  @Test
  void rowsAreAsFarApartAsTheirTimesDividedByTheFactor() {
    Pace pace = new Pace(60, nanos::get);

    assertThat(pace.untilDue(1_000_000L)).isZero();
    assertThat(pace.untilDue(1_000_000L + 60_000)).isEqualTo(Duration.ofSeconds(1));
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(pace.untilDue(1_000_000L + 60_000)).isZero();
    assertThat(pace.untilDue(1_000_000L + 300_000)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void rowsOfEarlierTimesOrWithoutOneAreDueAtOnce() {
    Pace pace = new Pace(1, nanos::get);
    pace.untilDue(1_000_000L);

    assertThat(pace.untilDue(500_000L)).isZero();
    assertThat(pace.untilDue(null)).isZero();
  }

  @Test
  void atFullSpeedEverythingIsDue() {
    Pace pace = new Pace(Pace.factor("max"), nanos::get);

    assertThat(pace.untilDue(0L)).isZero();
    assertThat(pace.untilDue(Long.MAX_VALUE / 2)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "fast", "NaN", ""})
  void otherSpeedsAreNone(String speed) {
    assertThatThrownBy(() -> Pace.factor(speed)).hasMessageStartingWith("--speed: ");
  }
}

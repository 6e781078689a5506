package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "30s, PT30S",
    "5m, PT5M",
    "1h30m, PT1H30M",
    "7d, PT168H",
    "5ms, PT0.005S",
    "1d2h3m4s5ms, PT26H3M4.005S",
    "0s, PT0S",
    "PT90M, PT1H30M",
    "P1D, PT24H",
    "PT0.0000019S, PT0S",
    "36500d, PT876000H",
  })
  void reads(String text, Duration expected) {
    assertThat(Durations.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "m",
        "5 m",
        "-5m",
        "5m1h",
        "1.5h",
        "PT",
        "-PT5M",
        "forever",
        "36501d",
        "99999999999999999999d",
        "9223372036854775807d",
        "9223372036854775807s9223372036854775807ms",
        "PT9223372036854775807S",
      })
  void refuses(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must be a duration such as 30s, 5m, 1h30m or PT5M, at most 36500d");
  }

  @Test
  void whatIsWrittenReadsBackToTheSame() {
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      Duration value = Duration.ofMillis(random.nextLong(Durations.MOST.toMillis() + 1));
      assertThat(Durations.parse(Durations.format(value))).isEqualTo(value);
    }
    assertThat(Durations.format(Duration.ofMinutes(90))).isEqualTo("1h30m");
    assertThat(Durations.format(Duration.ZERO)).isEqualTo("0s");
  }

  @Test
  void peopleReadWholeSeconds() {
    assertThat(Durations.brief(Duration.ofMillis(27_199))).isEqualTo("28s");
    assertThat(Durations.brief(Duration.ofMinutes(5))).isEqualTo("5m");
    assertThat(Durations.brief(Duration.ZERO)).isEqualTo("1s");
  }
}

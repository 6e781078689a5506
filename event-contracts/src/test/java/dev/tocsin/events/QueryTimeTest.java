package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTimeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

  @Test
  void readsAbsoluteAndRelativeTimes() {
    assertThat(parse("2026-11-21T10:00:00+02:00")).isEqualTo("2026-11-21T08:00:00Z");
    assertThat(parse("2026-11-21T08:00:00.5Z")).isEqualTo("2026-11-21T08:00:00.500Z");
    assertThat(parse("1795251600000")).isEqualTo(Instant.ofEpochMilli(1_795_251_600_000L));
    assertThat(parse("0")).isEqualTo(Instant.EPOCH);
    assertThat(parse("now")).isEqualTo(NOW);
    assertThat(parse("now-6h")).isEqualTo(NOW.minus(Duration.ofHours(6)));
    assertThat(parse("now+2h")).isEqualTo(NOW.plus(Duration.ofHours(2)));
    assertThat(parse("now-1d12h")).isEqualTo(NOW.minus(Duration.ofHours(36)));
  }

  /** In March 2026 London's clocks go forward on the 29th. */
  @Test
  void roundsToUnitsOfAZone() {
    Instant now = Instant.parse("2026-03-30T09:10:20Z");
    ZoneId london = ZoneId.of("Europe/London");
    assertThat(QueryTime.parse("from", "now-1w/w", now, london)).isEqualTo("2026-03-23T00:00:00Z");
    assertThat(QueryTime.parse("to", "now-1M/M", now, london)).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(QueryTime.parse("from", "now-1y", now, london)).isEqualTo("2025-03-30T09:10:20Z");
    assertThat(QueryTime.parse("from", "now-1d/d", now, london)).isEqualTo("2026-03-29T00:00:00Z");
    assertThat(QueryTime.parse("to", "now-1d/d", now, london)).isEqualTo("2026-03-29T23:00:00Z");
    assertThat(QueryTime.parse("from", "now/w", now, london)).isEqualTo("2026-03-29T23:00:00Z");
    assertThat(QueryTime.parse("from", "now/M", now, london)).isEqualTo("2026-03-01T00:00:00Z");
    assertThat(QueryTime.parse("to", "now/M", now, london)).isEqualTo("2026-03-31T23:00:00Z");
    assertThat(QueryTime.parse("from", "now/h", now, london)).isEqualTo("2026-03-30T09:00:00Z");
    assertThat(QueryTime.parse("to", "now/y", now, london)).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(QueryTime.parse("from", "now+1w", now, london)).isEqualTo("2026-04-06T09:10:20Z");
    assertThat(QueryTime.parse("from", "now/m", now, london)).isEqualTo("2026-03-30T09:10:00Z");
  }

  @Test
  void forgivesAPlusSignThatBecameASpace() {
    assertThat(parse("2026-11-21T10:00:00 02:00")).isEqualTo("2026-11-21T08:00:00Z");
  }

  @Test
  void nothingIsNoTime() {
    assertThat(parse(null)).isNull();
    assertThat(parse("")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday",
        "2026-11-21",
        "2026-11-21T10:00:00",
        "now-",
        "now+",
        "now 1h",
        "now-6",
        "-5",
        "1e9",
        "99999999999999999",
        "2026-13-01T00:00:00Z",
        "now-9999999999999999999d"
      })
  void refusesEverythingElseAndSaysWhatIsAllowed(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageStartingWith("from: must be RFC 3339");
  }

  private static Instant parse(String text) {
    return QueryTime.parse("from", text, NOW);
  }
}

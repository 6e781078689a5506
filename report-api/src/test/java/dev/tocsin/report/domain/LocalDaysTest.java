package dev.tocsin.report.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDaysTest {
  private static final long MINUTE = 60_000;

  /** Clocks that change, half and quarter hours, both sides of the date line, a date left out. */
  @ParameterizedTest
  @CsvSource({
    "UTC, 2026-03-01T00:00:00Z",
    "Europe/Berlin, 2026-03-26T07:13:00Z",
    "Europe/Berlin, 2026-10-22T22:00:00Z",
    "America/New_York, 2026-10-29T04:59:00Z",
    "Asia/Kolkata, 2026-06-01T18:31:00Z",
    "Asia/Kathmandu, 2026-06-01T11:00:00Z",
    "Pacific/Kiritimati, 2026-06-01T10:30:00Z",
    "Pacific/Pago_Pago, 2026-06-01T00:00:00Z",
    "America/Santiago, 2026-09-03T00:00:00Z",
    "Pacific/Apia, 2011-12-27T00:00:00Z"
  })
  void eachDateOfTheZoneHasItsMinutes(String name, String from) {
    ZoneId zone = ZoneId.of(name);
    long start = Instant.parse(from).toEpochMilli();
    for (long minutes : new long[] {1, 59, 700, 2_000, 3_501, 7 * 1_440, 9 * 1_440 + 333}) {
      long end = start + minutes * MINUTE;
      Map<LocalDate, Long> expected = new TreeMap<>();
      for (long t = start; t < end; t += MINUTE) {
        expected.merge(date(t, zone), 1L, Long::sum);
      }
      assertThat(minutes(LocalDays.cover(start, end, zone), zone)).isEqualTo(expected);
    }
  }

  @Test
  void daysOfBerlinAreTheirDaysAndTheHoursAroundMidnight() {
    long from = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
    LocalDays days = LocalDays.cover(from, from + 80 * 1_440 * MINUTE, ZoneId.of("Europe/Berlin"));
    assertThat(days.whole()).hasSize(1);
    assertThat(days.ends()).isEmpty();
    assertThat(days.moved())
        .hasSize(80)
        .allMatch(span -> span.resolution() == Resolution.HOUR && span.starts().count() == 1);
  }

  private static Map<LocalDate, Long> minutes(LocalDays days, ZoneId zone) {
    Map<LocalDate, Long> minutes = new TreeMap<>();
    for (Span span : days.whole()) {
      span.starts().forEach(t -> minutes.merge(date(t, ZoneOffset.UTC), 1_440L, Long::sum));
    }
    for (Span span : days.ends()) {
      long each = span.resolution().length() / MINUTE;
      span.starts().forEach(t -> minutes.merge(date(t, zone), each, Long::sum));
    }
    for (Span span : days.moved()) {
      long each = span.resolution().length() / MINUTE;
      span.starts()
          .forEach(
              t -> {
                minutes.merge(date(t, zone), each, Long::sum);
                minutes.merge(date(t, ZoneOffset.UTC), -each, Long::sum);
              });
    }
    minutes.values().removeIf(count -> count == 0);
    return minutes;
  }

  private static LocalDate date(long time, ZoneId zone) {
    return Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
  }
}

package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.CalendarPeriod.Unit;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarPeriodTest {
  @ParameterizedTest
  @CsvSource({
    "month,   Europe/London,    2026-03-15T12:00:00Z, 2026-03-01T00:00:00Z, 743",
    "month,   Europe/London,    2026-10-15T12:00:00Z, 2026-09-30T23:00:00Z, 745",
    "day,     Europe/London,    2026-03-29T12:00:00Z, 2026-03-29T00:00:00Z, 23",
    "week,    UTC,              2026-11-22T23:59:00Z, 2026-11-16T00:00:00Z, 168",
    "quarter, UTC,              2026-05-31T00:00:00Z, 2026-04-01T00:00:00Z, 2184",
    "year,    America/New_York, 2027-01-01T03:00:00Z, 2026-01-01T05:00:00Z, 8760",
    "day,     Asia/Kathmandu,   2026-01-01T18:15:00Z, 2026-01-01T18:15:00Z, 24",
  })
  void hasItsPlacesHours(String unit, String zone, Instant time, Instant start, long hours) {
    CalendarPeriod period = new CalendarPeriod(Unit.of(unit), zone);
    long begins = period.start(time.toEpochMilli());

    assertThat(Instant.ofEpochMilli(begins)).isEqualTo(start);
    assertThat(period.end(time.toEpochMilli()) - begins)
        .isEqualTo(Duration.ofHours(hours).toMillis())
        .isLessThanOrEqualTo(period.unit().longest().toMillis());
    assertThat(period.start(period.end(time.toEpochMilli()) - 1)).isEqualTo(begins);
  }

  @Test
  void thirtyDaysHaveTheUsualFourBurnAlerts() {
    assertThat(BurnAlert.defaults(Duration.ofDays(30), Duration.ofMinutes(5), 0.999))
        .extracting(each -> Math.round(each.factor(Duration.ofDays(30)) * 10) / 10.0)
        .containsExactly(14.4, 6.0, 3.0, 1.0);
  }

  @Test
  void ofTheUsualBurnAlertsOnlyThoseThatCanFireRemain() {
    // 14.4 and 1 / (1 - 0.93) = 14.29: it could never fire.
    assertThat(BurnAlert.defaults(Duration.ofDays(30), Duration.ofMinutes(5), 0.93)).hasSize(3);
    assertThat(BurnAlert.defaults(Duration.ofHours(1), Duration.ofMinutes(1), 0.999)).isEmpty();
  }
}

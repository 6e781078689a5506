package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.contact.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a report is due: at the wall clock's time of its zone, whatever the clock does. */
class ReportScheduleSpecTest {
  private static final String DAILY = "FREQ=DAILY";

  private static ReportScheduleSpec berlin(String start, String rrule) {
    return new ReportScheduleSpec(
        null,
        "incidents",
        Map.of(),
        null,
        start,
        rrule,
        "Europe/Berlin",
        List.of("ops@example.com"),
        null,
        null);
  }

  @ParameterizedTest
  @CsvSource({
    // Eight o'clock in winter and in summer; the days of the change themselves.
    "2026-03-28T12:00:00Z, 2026-03-28T07:00:00Z",
    "2026-03-29T12:00:00Z, 2026-03-29T06:00:00Z",
    "2026-10-24T12:00:00Z, 2026-10-24T06:00:00Z",
    "2026-10-25T12:00:00Z, 2026-10-25T07:00:00Z",
    // Due at this very moment, and not one millisecond earlier.
    "2026-10-25T07:00:00Z, 2026-10-25T07:00:00Z",
    "2026-10-25T06:59:59.999Z, 2026-10-24T06:00:00Z",
  })
  void itIsDueAtTheSameLocalTime(String now, String due) {
    ReportScheduleSpec daily = berlin("2026-01-01T08:00+01:00", DAILY);
    assertThat(last(daily, "2026-01-01T00:00:00Z", now)).isEqualTo(due);
  }

  @Test
  void aTimeThatTheClockSkipsComesAnHourLaterAndOneThatItRepeatsComesOnce() {
    ReportScheduleSpec night = berlin("2026-01-01T02:30+01:00", DAILY);
    assertThat(last(night, "2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z"))
        .isEqualTo("2026-03-29T01:30:00Z");
    String first = last(night, "2026-10-24T12:00:00Z", "2026-10-25T12:00:00Z");
    assertThat(night.lastDue(Instant.parse("2026-10-24T12:00:00Z").toEpochMilli(), ms(first) - 1))
        .isEmpty();
  }

  @Test
  void ofSeveralThatWereMissedItIsTheLatest() {
    ReportScheduleSpec weekly = berlin("2026-01-05T08:00+01:00", "FREQ=WEEKLY;BYDAY=MO");
    assertThat(last(weekly, "2026-06-01T06:00:00Z", "2026-06-24T00:00:00Z"))
        .isEqualTo("2026-06-22T06:00:00Z");
    assertThat(weekly.lastDue(ms("2026-06-22T06:00:00Z"), ms("2026-06-24T00:00:00Z"))).isEmpty();
  }

  @Test
  void withoutARuleItIsDueOnce() {
    ReportScheduleSpec once = berlin("2026-01-05T08:00+01:00", null);
    assertThat(last(once, "2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z"))
        .isEqualTo("2026-01-05T07:00:00Z");
    assertThat(once.lastDue(ms("2026-01-05T07:00:00Z"), ms("2030-01-01T00:00:00Z")))
        .isEqualTo(OptionalLong.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "rumours, pdf, 2026-01-05T08:00Z, FREQ=DAILY, UTC, report",
    "incidents, docx, 2026-01-05T08:00Z, FREQ=DAILY, UTC, format",
    "incidents, pdf, 2026-01-05T08:00:30Z, FREQ=DAILY, UTC, start",
    "incidents, pdf, tomorrow, FREQ=DAILY, UTC, start",
    "incidents, pdf, 2026-01-05T08:00Z, FREQ=MINUTELY, UTC, rrule",
    "incidents, pdf, 2026-01-05T08:00Z, every day, UTC, rrule",
    "incidents, pdf, 2026-01-05T08:00Z, FREQ=DAILY, Mars/Olympus, zone",
  })
  void aMistakeIsNamed(
      String report, String format, String start, String rrule, String zone, String field) {
    assertThatThrownBy(
            () ->
                new ReportScheduleSpec(
                    null,
                    report,
                    Map.of(),
                    format,
                    start,
                    rrule,
                    zone,
                    null,
                    URI.create("https://example.com/reports"),
                    null))
        .isInstanceOfSatisfying(
            InvalidFieldException.class, e -> assertThat(e.rejected().field()).isEqualTo(field));
  }

  @ParameterizedTest
  @CsvSource({
    "incidents, speed, high, parameters.speed",
    "capacity, team, blue, parameters.team",
    "incidents, from, yesterday, parameters.from",
    "incidents, to, now-1x, parameters.to",
    "incidents, zone, UTC, parameters.zone",
    "incidents, resolutionFrom, noticed, parameters.resolutionFrom",
    "anomalies, minRisk, high, parameters.minRisk",
    "anomalies, minRisk, 101, parameters.minRisk",
    "anomalies, minRisk, 0, parameters.minRisk",
    "capacity, metric, disk, parameters.bound",
    "capacity, bound, 100, parameters.metric",
    "telemetry, groupBy, 'service,colour', parameters.groupBy",
    "telemetry, from, now, parameters.from",
  })
  void aMistakeInAParameterIsNamedWhenItIsDeclared(
      String report, String name, String value, String field) {
    assertThatThrownBy(() -> of(report, Map.of(name, value), null))
        .isInstanceOfSatisfying(
            InvalidFieldException.class, e -> assertThat(e.rejected().field()).isEqualTo(field));
  }

  @Test
  void parametersThatAReportTakesMayBeDeclared() {
    for (ReportScheduleSpec allowed :
        List.of(
            of("incidents", Map.of("from", "now-1w/w", "team", "blue"), null),
            of("incidents", Map.of("resolutionFrom", "DETECTED"), null),
            of("anomalies", Map.of("minRisk", "62.5", "from", "now-7d"), null),
            of("capacity", Map.of("metric", "disk", "bound", "0.9"), null),
            of(
                "telemetry",
                Map.of("groupBy", "service,day", "from", "now-1d/d", "to", "now-1d/d"),
                null),
            of("telemetry", Map.of("from", "2030-01-01T00:00:00Z"), null))) {
      assertThat(allowed.parameters()).isNotEmpty();
    }
  }

  @Test
  void aRangeThatEndsBeforeItBeginsIsNone() {
    for (Map<String, String> range :
        List.of(
            Map.of("from", "now-1h", "to", "now-2h"),
            Map.of("from", "2026-01-02T00:00:00Z", "to", "2026-01-01T00:00:00Z"))) {
      assertThatThrownBy(() -> of("compliance", range, null))
          .isInstanceOfSatisfying(
              InvalidFieldException.class,
              e -> assertThat(e.rejected().field()).isEqualTo("parameters.from"));
    }
  }

  @Test
  void onlyWhatIsPostedIsSigned() {
    Secret key = new Secret("TOCSIN_SECRET_REPORTS", null);
    assertThatThrownBy(() -> of("incidents", Map.of(), key))
        .isInstanceOfSatisfying(
            InvalidFieldException.class,
            e -> assertThat(e.rejected().field()).isEqualTo("signing"));
  }

  private static ReportScheduleSpec of(
      String report, Map<String, String> parameters, Secret signing) {
    return new ReportScheduleSpec(
        null,
        report,
        parameters,
        null,
        "2026-01-05T08:00Z",
        null,
        null,
        List.of("ops@example.com"),
        null,
        signing);
  }

  private static String last(ReportScheduleSpec schedule, String after, String until) {
    return Instant.ofEpochMilli(schedule.lastDue(ms(after), ms(until)).orElseThrow()).toString();
  }

  private static long ms(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}

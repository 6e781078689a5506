package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Windows at the local time of a place that changes its clocks. */
class RecurrenceTest {
  private static final ZoneId LONDON = ZoneId.of("Europe/London");

  /** The starts of one hour's windows in a range of time. */
  private static List<String> starts(String first, String rule, String from, String to) {
    List<String> starts = new ArrayList<>();
    recurrence(first, rule)
        .forEach(
            Instant.parse(from).toEpochMilli(),
            Instant.parse(to).toEpochMilli(),
            (start, end) -> {
              assertThat(end - start).isEqualTo(3_600_000);
              starts.add(Instant.ofEpochMilli(start).toString());
            });
    return starts;
  }

  private static Recurrence recurrence(String first, String rule) {
    return new Recurrence(Instant.parse(first), Duration.ofHours(1), rule, LONDON);
  }

  @Test
  void ofATimeThatComesTwiceTheFirstIsMeant() {
    String first = "2026-10-18T00:30:00Z";
    String rule = "FREQ=WEEKLY;BYDAY=SU";

    assertThat(starts(first, rule, "2026-10-01T00:00:00Z", "2026-11-03T00:00:00Z"))
        .containsExactly(first, "2026-10-25T00:30:00Z", "2026-11-01T01:30:00Z");
    assertThat(recurrence(first, rule).next(Instant.parse(first).toEpochMilli()))
        .isEqualTo(Optional.of(Instant.parse("2026-10-25T00:30:00Z").toEpochMilli()));
  }

  @Test
  void whatBeginsAtTheSecondDoesNotBeginBefore() {
    assertThat(
            starts(
                "2026-10-25T01:30:00Z",
                "FREQ=DAILY",
                "2026-10-24T00:00:00Z",
                "2026-10-27T00:00:00Z"))
        .containsExactly("2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z");
  }

  @Test
  void aTimeThatIsSkippedComesAnHourLater() {
    assertThat(
            starts(
                "2026-03-28T01:30:00Z",
                "FREQ=DAILY;COUNT=3",
                "2026-03-01T00:00:00Z",
                "2026-04-10T00:00:00Z"))
        .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
  }

  @Test
  void theLastDayIsOneOfTheZoneAndALastMomentIsOneOfUtc() {
    String first = "2026-07-01T22:30:00Z";

    assertThat(
            starts(
                first, "FREQ=DAILY;UNTIL=20260702", "2026-07-01T00:00:00Z", "2026-07-09T00:00:00Z"))
        .containsExactly(first, "2026-07-02T22:30:00Z");
    assertThat(
            starts(
                first,
                "FREQ=DAILY;UNTIL=20260703T222959Z",
                "2026-07-01T00:00:00Z",
                "2026-07-09T00:00:00Z"))
        .containsExactly(first, "2026-07-02T22:30:00Z");
  }
}

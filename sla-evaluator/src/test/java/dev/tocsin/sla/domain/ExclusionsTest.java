package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.DowntimeReason;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Verdict.Status;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Maintenance clips; it never drops whole slices, and it leaves numerator and denominator. */
class ExclusionsTest {
  // T0 is 2026-01-01T00:00Z.
  private static final String TIMESLICES =
      "{service: s, indicator: {type: availability}, counting: timeslices, target: 0.95,"
          + " evaluation: 24h%s}";

  private static String window(String start, String duration, String more) {
    return "{services: [s], start: '2026-01-%sZ', duration: %s%s}".formatted(start, duration, more);
  }

  private static Judged day(Judged judged) {
    for (int minute = 0; minute < 1_440; minute++) {
      boolean down = minute >= 600 && minute < 660;
      judged.requests(minute, 10, down ? 10 : 0, 1);
    }
    return judged;
  }

  @Test
  void downFromTenToElevenWithMaintenanceFromHalfPastIsThirtyBadMinutes() {
    Judged judged = day(new Judged(TIMESLICES.formatted(""), window("01T10:30", "90m", "")));

    Judgement judgement = judged.at(1_439);

    assertThat(judgement.total()).isEqualTo(1_350);
    assertThat(judgement.total() - judgement.good()).isEqualTo(30);
    assertThat(judgement.coverage()).isEqualTo(1);
    assertThat(judgement.status()).isEqualTo(Status.MET);
    Verdict.Excluded excluded = judgement.excluded();
    assertThat(excluded.milliseconds()).isEqualTo(90 * 60_000);
    assertThat(excluded.byReason())
        .containsExactly(java.util.Map.entry(DowntimeReason.PLANNED_MAINTENANCE, 90 * 60_000L));
    assertThat(excluded.sli()).isCloseTo(1_380 / 1_440.0, within(1e-12));
  }

  @Test
  void occurrencesInsideLeaveToo() {
    Judged judged =
        day(
            new Judged(
                "{service: s, indicator: {type: availability}, target: 0.9, evaluation: 24h}",
                window("01T10:30", "90m", "")));

    assertThat(judged.at(1_439))
        .returns(13_200L, Judgement::good)
        .returns(13_500L, Judgement::total)
        .satisfies(
            each -> assertThat(each.excluded().sli()).isCloseTo(13_800 / 14_400.0, within(1e-12)));
  }

  @Test
  void whoeverCountsMaintenanceCountsAllOfIt() {
    Judged judged =
        day(
            new Judged(
                TIMESLICES.formatted(", maintenance: count"), window("01T10:30", "90m", "")));

    assertThat(judged.at(1_439))
        .returns(1_440L, Judgement::total)
        .returns(1_380L, Judgement::good)
        .returns(null, Judgement::excluded);
  }

  @Test
  void otherReasonsAreLeftOutOnlyWhereTheyAreForgiven() {
    String outage = window("01T10:00", "1h", ", reason: THIRD_PARTY_ISSUE");

    Judged strict = day(new Judged(TIMESLICES.formatted(""), outage));
    Judged mild =
        day(
            new Judged(
                TIMESLICES.formatted(", excludedReasons: [THIRD_PARTY_ISSUE]"),
                outage,
                window("01T10:30", "1h", "")));

    assertThat(strict.at(1_439)).returns(1_440L, Judgement::total);
    Judgement judgement = mild.at(1_439);
    assertThat(judgement).returns(1_350L, Judgement::total).returns(1_350L, Judgement::good);
    // The half hour in which they overlap is left out once.
    assertThat(judgement.excluded().milliseconds()).isEqualTo(90 * 60_000);
    assertThat(judgement.excluded().byReason())
        .containsEntry(DowntimeReason.PLANNED_MAINTENANCE, 60 * 60_000L)
        .containsEntry(DowntimeReason.THIRD_PARTY_ISSUE, 30 * 60_000L);
  }

  @Test
  void ofASliceThatIsPartlyExcludedTheRestCounts() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: availability}, counting: timeslices, target: 0.9,"
                + " measurement: 15m, evaluation: 1h}",
            window("01T00:20", "25m", ""));
    for (int minute = 0; minute < 60; minute++) {
      // All that fails is inside, but for one minute of the second slice.
      judged.requests(minute, 10, minute == 16 || minute >= 20 && minute < 45 ? 10 : 0, 1);
    }

    // 00:30-00:45 is gone; 00:15-00:30 has five minutes left, one of them bad.
    assertThat(judged.at(59))
        .returns(3L, Judgement::total)
        .returns(2L, Judgement::good)
        .returns(1.0, Judgement::coverage)
        .satisfies(each -> assertThat(each.excluded().sli()).isEqualTo(0.5));
  }

  @Test
  void silenceInsideIsNoSilence() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: availability}, counting: timeslices, target: 0.9,"
                + " noData: bad, evaluation: 1h}",
            window("01T00:30", "20m", ""));
    for (int minute = 0; minute < 60; minute++) {
      if (minute < 30 || minute >= 55) {
        judged.requests(minute, 1, 0, 1);
      }
    }

    // 30 + 5 good, 5 silent and bad, 20 left out.
    assertThat(judged.at(59))
        .returns(35L, Judgement::good)
        .returns(40L, Judgement::total)
        .satisfies(each -> assertThat(each.coverage()).isEqualTo(35 / 40.0))
        .satisfies(each -> assertThat(each.excluded().sli()).isEqualTo(35 / 60.0));
  }

  @Test
  void aValueIsMeasuredOverWhatRemains() {
    Judged mean =
        new Judged(
            "{service: s, indicator: {type: latency, statistic: mean, bound: 100},"
                + " counting: occurrences, target: 0.9, evaluation: 10m}",
            window("01T00:02", "2m", ""));
    Judged throughput =
        new Judged(
            "{service: s, indicator: {type: throughput, bound: 1}, measurement: 5m,"
                + " counting: occurrences, target: 0.9, evaluation: 10m}",
            window("01T00:02", "2m", ""));
    for (int minute = 0; minute < 10; minute++) {
      boolean inside = minute == 2 || minute == 3;
      mean.requests(minute, 10, 0, inside ? 600 : 50);
      throughput.requests(minute, inside ? 0 : 60, 0, 1);
    }

    assertThat(mean.at(9).value()).isEqualTo(50);
    // (8 × 50 + 2 × 600) / 10 = 160 with it: over the bound.
    assertThat(mean.at(9).excluded().sli()).isEqualTo(0);
    assertThat(throughput.at(9).value()).isEqualTo(1);
    assertThat(throughput.at(9).status()).isEqualTo(Status.MET);
  }

  @Test
  void aPeriodThatIsLeftOutAsAWholeHasNoData() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: availability}, target: 0.9, evaluation: 10m}",
            window("01T00:00", "1h", ""));
    judged.requests(5, 10, 10, 1);

    assertThat(judged.at(9))
        .returns(Status.NO_DATA, Judgement::status)
        .returns(0.0, Judgement::coverage)
        .satisfies(each -> assertThat(each.excluded().sli()).isEqualTo(0));
  }

  @Test
  void whatSlidesOutOfThePeriodIsNotLeftOutOfItAnyMore() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: availability}, target: 0.9, evaluation: 10m}",
            window("01T00:05", "5m", ""));
    for (int minute = 0; minute < 30; minute++) {
      judged.requests(minute, 1, minute % 2, 1);
      Judgement judgement = judged.at(minute);
      int inside = Math.max(0, Math.min(minute, 9) - Math.max(5, minute - 9) + 1);
      assertThat(judgement.total()).isEqualTo(Math.min(10, minute + 1) - inside);
      assertThat(judgement.excluded() == null).isEqualTo(inside == 0);
      if (inside > 0) {
        assertThat(judgement.excluded().milliseconds()).isEqualTo(inside * 60_000L);
        int bad = (minute + 1) / 2 - Math.max(0, minute - 9) / 2;
        int all = Math.min(10, minute + 1);
        assertThat(judgement.excluded().sli()).isCloseTo((all - bad) / (double) all, within(1e-12));
      }
    }
  }

  @Test
  void windowsRecurAtTheLocalTimeOfTheirZone() {
    assertThat(
            starts(
                "{services: ['*'], start: '2026-03-15T02:00+01:00', duration: 2h, zone:"
                    + " Europe/Berlin, rrule: 'FREQ=WEEKLY;BYDAY=SU'}",
                "2026-03-01T00:00Z",
                "2026-04-10T00:00Z"))
        // On 29 March the clock jumps from two to three.
        .containsExactly(
            "2026-03-15T01:00:00Z",
            "2026-03-22T01:00:00Z",
            "2026-03-29T01:00:00Z",
            "2026-04-05T00:00:00Z");
    assertThat(
            starts(
                "{services: ['*'], start: '2026-01-31T22:00Z', duration: 1h,"
                    + " rrule: 'FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20260331'}",
                "2026-01-01T00:00Z",
                "2027-01-01T00:00Z"))
        .containsExactly("2026-01-31T22:00:00Z", "2026-02-28T22:00:00Z", "2026-03-31T22:00:00Z");
    assertThat(
            starts(
                "{services: ['*'], start: '2026-01-01T22:00Z', duration: 3h, rrule:"
                    + " 'FREQ=DAILY;COUNT=2'}",
                "2026-01-02T23:00Z",
                "2027-01-01T00:00Z"))
        .containsExactly("2026-01-02T23:00:00Z");
  }

  /** When windows begin, or the range does if that is later. */
  private static List<String> starts(String window, String from, String to) {
    List<String> starts = new ArrayList<>();
    Exclusions exclusions = exclusions(window);
    long end = OffsetDateTime.parse(to).toInstant().toEpochMilli();
    boolean inside = false;
    for (long minute = OffsetDateTime.parse(from).toInstant().toEpochMilli();
        minute < end;
        minute += 60_000) {
      boolean covered = exclusions.covers(minute);
      if (covered && !inside) {
        starts.add(Instant.ofEpochMilli(minute).toString());
      }
      inside = covered;
    }
    return starts;
  }

  private static Exclusions exclusions(String... windows) {
    return new Judged(TIMESLICES.formatted(""), windows).objective.exclusions("s");
  }

  @Test
  void changesAreWhereWindowsDiffer() {
    Exclusions before =
        exclusions(window("01T02:00", "1h", ", rrule: FREQ=DAILY"), window("03T10:00", "1h", ""));
    Exclusions after = exclusions(window("01T02:00", "1h", ", rrule: FREQ=DAILY"));
    long end = Instant.parse("2026-01-10T00:00:00Z").toEpochMilli();

    assertThat(after.changes(before, 0, end))
        .containsExactly(
            Instant.parse("2026-01-03T10:00:00Z").toEpochMilli(),
            Instant.parse("2026-01-03T11:00:00Z").toEpochMilli());
    assertThat(after.changes(before, 0, Instant.parse("2026-01-03T10:00:00Z").toEpochMilli()))
        .isNull();
    assertThat(after.changes(after, 0, end)).isNull();
  }

  @Test
  void aRuleThatSaysNothingIsListed() {
    String nonsense = window("01T02:00", "1h", ", rrule: FREQ=WEEKLY;BYDAY=XX");
    MaintenancePlan plan =
        new MaintenancePlan(
            Judged.valid(List.of(Judged.definition(DefinitionKind.MAINTENANCE, "w", nonsense))));

    assertThat(plan.invalid().get("maintenance/w").field()).isEqualTo("spec.rrule");
    assertThatThrownBy(
            () ->
                Judged.valid(
                    List.of(
                        Judged.definition(
                            DefinitionKind.MAINTENANCE,
                            "w",
                            window("01T02:00", "1h", ", rrule: FREQ=SECONDLY")))))
        .hasMessageContaining("rrule");
    assertThat(Definitions.NONE.maintenance()).isEmpty();
  }
}

package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.Verdict;
import dev.tocsin.events.Verdict.Certainty;
import dev.tocsin.events.Verdict.State;
import dev.tocsin.events.Verdict.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Periods as the calendar has them, and budgets of time that are fixed when they begin. */
class CalendarTest {
  private static final long MARCH = minute("2026-03-01T00:00:00Z");
  private static final long APRIL = minute("2026-03-31T23:00:00Z");
  private static final String MONTH =
      "{service: s, indicator: {type: uptime}, target: %s, calendar: {unit: month,"
          + " zone: Europe/London}, noData: %s}";

  /** In minutes after what tests count from. */
  private static long minute(String instant) {
    return (Instant.parse(instant).toEpochMilli() - Judged.T0) / Judged.MINUTE;
  }

  private static void checks(Judged judged, long from, long to, boolean up) {
    for (long minute = from; minute < to; minute++) {
      CheckTally tally = new CheckTally();
      tally.add(Judged.check(Judged.T0 + minute * Judged.MINUTE, "c", up, null));
      judged.count(minute, tally);
    }
  }

  private static Verdict verdict(Judged judged, long minute) {
    long number = judged.objective.slotOf(Judged.T0 + minute * Judged.MINUTE);
    return Verdicts.of(judged.progress, null, "s", number, judged.at(minute), State.FINAL, 1);
  }

  @Test
  void budgetIsOfTheWholeMonthAsLongAsItReallyIs() {
    Judged judged = new Judged(MONTH.formatted("0.999", "unknown"));
    assertThat(APRIL - MARCH).isEqualTo(743 * 60);
    checks(judged, MARCH, MARCH + 10, true);
    checks(judged, MARCH + 10, MARCH + 54, false);

    // 743 h × 60 × 0.001 = 44.58 bad minutes are allowed, and 44 were: nothing is prorated.
    assertThat(judged.at(MARCH + 53))
        .returns(Status.MET, Judgement::status)
        .returns(Certainty.OPEN, Judgement::certainty)
        .returns(10L, Judgement::good)
        .returns(54L, Judgement::total)
        .returns(1.0, Judgement::coverage)
        .returns(true, Judgement::windowFull)
        .satisfies(
            each -> assertThat(each.budgetRemaining()).isCloseTo(1 - 44 / 44.58, within(1e-12)));

    checks(judged, MARCH + 54, MARCH + 55, false);

    assertThat(judged.at(MARCH + 54))
        .returns(Status.VIOLATED, Judgement::status)
        .returns(Certainty.BREACH_CERTAIN, Judgement::certainty)
        .satisfies(
            each -> assertThat(each.budgetRemaining()).isCloseTo(1 - 45 / 44.58, within(1e-12)));
  }

  @Test
  void keptForCertainOnceWhatIsLeftFitsTheAllowance() {
    Judged judged = new Judged(MONTH.formatted("0.999", "unknown"));
    checks(judged, MARCH, MARCH + 40, false);
    checks(judged, MARCH + 40, APRIL - 4, true);

    // 40 bad and 4 to come fit 44.58; 40 and 5 do not.
    assertThat(judged.at(APRIL - 6).certainty()).isEqualTo(Certainty.OPEN);
    assertThat(judged.at(APRIL - 5).certainty()).isEqualTo(Certainty.MET_CERTAIN);
    // As long as the last one goes on it may still become bad.
    long open = judged.objective.slotOf(Judged.T0 + (APRIL - 5) * Judged.MINUTE);
    assertThat(judged.progress.judge(open, judged.objective.startOf(open)).certainty())
        .isEqualTo(Certainty.OPEN);
  }

  @Test
  void aBadSliceThatGoesOnIsNotBadForCertain() {
    Judged judged = new Judged(MONTH.formatted("0.999", "unknown"));
    checks(judged, MARCH, MARCH + 45, false);
    long number = judged.objective.slotOf(Judged.T0 + (MARCH + 44) * Judged.MINUTE);

    Judgement open = judged.progress.judge(number, judged.objective.startOf(number));

    assertThat(open)
        .returns(Status.VIOLATED, Judgement::status)
        .returns(Certainty.OPEN, Judgement::certainty);
    assertThat(judged.at(MARCH + 44).certainty()).isEqualTo(Certainty.BREACH_CERTAIN);
  }

  @Test
  void aNewPeriodStartsFromNothing() {
    Judged judged = new Judged(MONTH.formatted("0.999", "unknown"));
    checks(judged, MARCH, MARCH + 50, false);
    checks(judged, MARCH + 50, APRIL, true);
    checks(judged, APRIL, APRIL + 2, true);

    assertThat(verdict(judged, APRIL - 1))
        .returns(Instant.parse("2026-03-01T00:00:00Z").toEpochMilli(), Verdict::periodStart)
        .returns(Instant.parse("2026-03-31T23:00:00Z").toEpochMilli(), Verdict::periodEnd)
        .returns(743L * 60, Verdict::total)
        .returns(Status.VIOLATED, Verdict::status);
    assertThat(verdict(judged, APRIL + 1))
        .returns(Instant.parse("2026-03-31T23:00:00Z").toEpochMilli(), Verdict::periodStart)
        .returns(2L, Verdict::total)
        .returns(1.0, Verdict::budgetRemaining)
        .returns(Status.MET, Verdict::status);
  }

  @Test
  void octoberHasAnHourMore() {
    long october = minute("2026-09-30T23:00:00Z");
    long november = minute("2026-11-01T00:00:00Z");
    assertThat(november - october).isEqualTo(745 * 60);
    Judged judged = new Judged(MONTH.formatted("0.999", "unknown"));
    checks(judged, october, october + 44, false);
    checks(judged, october + 44, november, true);

    // 745 × 60 × 0.001 = 44.7
    assertThat(judged.at(november - 1))
        .returns(745L * 60, Judgement::total)
        .returns(Status.MET, Judgement::status)
        .returns(Certainty.MET_CERTAIN, Judgement::certainty)
        .satisfies(
            each -> assertThat(each.budgetRemaining()).isCloseTo(1 - 44 / 44.7, within(1e-12)));
  }

  @Test
  void silenceEarnsNoAllowance() {
    Judged judged = new Judged(MONTH.formatted("0.999", "unknown"));
    long half = 743 * 30;
    checks(judged, MARCH, MARCH + half - 40, true);
    checks(judged, APRIL - 40, APRIL, false);

    // 40 bad minutes fit 44.58, but only half of the month was seen: 40 of 22,290 are too many.
    assertThat(judged.at(APRIL - 2).status()).isEqualTo(Status.MET);
    assertThat(judged.at(APRIL - 1))
        .returns(0.5, Judgement::coverage)
        .returns(Status.VIOLATED, Judgement::status)
        .returns(Certainty.BREACH_CERTAIN, Judgement::certainty);
  }

  @Test
  void aMonthWithoutItsBeginningIsNotFull() {
    Judged judged = new Judged(MONTH.formatted("0.999", "bad"));
    checks(judged, MARCH + 5, MARCH + 7, true);

    assertThat(judged.at(MARCH + 6))
        .returns(false, Judgement::windowFull)
        .returns(2L, Judgement::total);
    checks(judged, APRIL + 1, APRIL + 2, true);
    assertThat(judged.at(APRIL + 1))
        .returns(true, Judgement::windowFull)
        .returns(1L, Judgement::good)
        .returns(2L, Judgement::total);
  }

  @Test
  void eventsAreHeldAgainstTheEventsSoFar() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: availability}, target: 0.9,"
                + " calendar: {unit: day, zone: Asia/Kathmandu}}");
    long midnight = minute("2026-03-01T18:15:00Z");
    judged.requests(midnight - 1, 10, 10, 1).requests(midnight, 10, 0, 1);
    judged.requests(midnight + 1, 10, 3, 1);

    assertThat(judged.at(midnight + 1))
        .returns(20L, Judgement::total)
        .returns(17L, Judgement::good)
        .returns(Status.VIOLATED, Judgement::status)
        .returns(null, Judgement::certainty)
        .satisfies(each -> assertThat(each.budgetRemaining()).isCloseTo(-0.5, within(1e-12)));
  }

  @Test
  void silenceFinishesItsCalendarPeriodAndThenWaits() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: availability}, target: 0.9, measurement: 15m,"
                + " calendar: {unit: day}}");
    long midnight = minute("2026-03-02T00:00:00Z");
    judged.requests(midnight - 15, 1, 0, 1);
    int finals = 0;
    while (judged.progress.due(Judged.T0 + 525_600 * Judged.MINUTE)) {
      judged.progress.judge(judged.progress.nextFinal(), Long.MAX_VALUE);
      judged.progress.finished(judged.progress.nextFinal());
      finals++;
    }
    assertThat(finals).isEqualTo(1 + 24 * 4);
  }
}

package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Verdict.Exhaustion;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** When a budget will be spent, worked out by hand. */
class SpendingTest {
  private static final long QUARTER = 15;

  /** Slices that are up but where the test holds, all of them final; the figures at the last. */
  private static Exhaustion project(String spec, long minutes, int slices, IntPredicate bad) {
    Judged judged = new Judged(spec);
    for (int i = 0; i < slices; i++) {
      CheckTally tally = new CheckTally();
      tally.add(Judged.check(Judged.T0 + i * minutes * Judged.MINUTE, "c", !bad.test(i), null));
      judged.count(i * minutes, tally);
    }
    long end = Judged.T0 + slices * minutes * Judged.MINUTE;
    while (judged.progress.due(end)) {
      judged.progress.finished(judged.progress.nextFinal());
    }
    long number = judged.objective.slotOf(end - 1);
    return judged.progress.exhaustion(number, judged.at((slices - 1) * minutes), true);
  }

  private static String day(double target) {
    return "{service: s, indicator: {type: uptime}, target: %s, measurement: 15m,".formatted(target)
        + " calendar: {unit: day}}";
  }

  @Test
  void everyPlaceInThePastMayBeWhereTheFutureBegins() {
    // T0 is a midnight. Of 96 quarters of an hour 48 may be bad; every second of 24 was: 36 are
    // left. Half of the futures begin with a bad one and need 71 slices for 36 of them, half 72.
    Exhaustion exhaustion = project(day(0.5), QUARTER, 24, i -> i % 2 == 1);

    long end = Judged.T0 + 24 * QUARTER * Judged.MINUTE;
    assertThat(exhaustion)
        .returns(end + 71 * QUARTER * Judged.MINUTE, Exhaustion::p10)
        .returns(end + 71 * QUARTER * Judged.MINUTE, Exhaustion::p50)
        .returns(end + 72 * QUARTER * Judged.MINUTE, Exhaustion::p90);
  }

  @Test
  void notWithinThePeriodIsNever() {
    // 57.6 are allowed; 36 more in the 72 that are left make 48.
    assertThat(project(day(0.4), QUARTER, 24, i -> i % 2 == 1))
        .isEqualTo(new Exhaustion(null, null, null));
    assertThat(project(day(0.5), QUARTER, 24, i -> false))
        .isEqualTo(new Exhaustion(null, null, null));
  }

  @Test
  void badTimesThatComeTogetherStayTogether() {
    // 4.8 are allowed; four in a row were bad, at the end of 24: 0.8 are left. The fifth comes at
    // once, or after up to 20 good ones.
    Exhaustion exhaustion = project(day(0.95), QUARTER, 24, i -> i >= 20);

    long end = Judged.T0 + 24 * QUARTER * Judged.MINUTE;
    double slice = QUARTER * Judged.MINUTE;
    assertThat(exhaustion)
        .returns(end + Math.round(0.8 * slice), Exhaustion::p10)
        .returns(end + Math.round(8.8 * slice), Exhaustion::p50)
        .returns(end + Math.round(18.8 * slice), Exhaustion::p90);
  }

  @Test
  void whatLeavesARollingPeriodGivesItsBudgetBack() {
    String rolling =
        "{service: s, indicator: {type: uptime}, target: 0.9, evaluation: 4h, noData: unknown}";
    IntPredicate lately = i -> i == 220 || i == 232;
    // 24 of 240 minutes may be bad and 22 are, but 20 of them leave in the next 20 minutes.
    assertThat(project(rolling, 1, 240, i -> i < 20 || lately.test(i)))
        .isEqualTo(new Exhaustion(null, null, null));
    // If the same 20 were in the middle, two more would come before they leave.
    Exhaustion exhaustion = project(rolling, 1, 240, i -> i >= 100 && i < 120 || lately.test(i));
    long end = Judged.T0 + 240 * Judged.MINUTE;
    // Those two recur every 12 minutes: the second at the 13th to the 24th.
    assertThat(exhaustion.p10()).isBetween(end + 13 * Judged.MINUTE, end + 15 * Judged.MINUTE);
    assertThat(exhaustion.p90()).isBetween(end + 22 * Judged.MINUTE, end + 24 * Judged.MINUTE);
  }

  @Test
  void nothingIsSaidOfTooLittleOrNothingLeft() {
    assertThat(project(day(0.5), QUARTER, 11, i -> i % 2 == 1)).isNull();
    assertThat(project(day(0.5), QUARTER, 12, i -> i % 2 == 1)).isNotNull();
    assertThat(project(day(0.9), QUARTER, 24, i -> i % 2 == 1)).isNull();
    assertThat(
            project(
                "{service: s, indicator: {type: uptime}, target: 1, evaluation: 4h}",
                1,
                240,
                i -> i == 200))
        .isNull();
  }

  @Test
  void lateEventsAreCountedAnew() {
    Judged judged = new Judged(day(0.95));
    for (int i = 0; i < 24; i++) {
      CheckTally tally = new CheckTally();
      tally.add(Judged.check(Judged.T0 + i * QUARTER * Judged.MINUTE, "c", i < 20, null));
      judged.count(i * QUARTER, tally);
    }
    long end = Judged.T0 + 24 * QUARTER * Judged.MINUTE;
    while (judged.progress.due(end)) {
      judged.progress.finished(judged.progress.nextFinal());
    }
    long number = judged.objective.slotOf(end - 1);
    assertThat(judged.progress.exhaustion(number, judged.at(23 * QUARTER), true).p10()).isNotNull();

    // Nearly all was well in those four.
    for (int i = 20; i < 24; i++) {
      long start = Judged.T0 + i * QUARTER * Judged.MINUTE;
      CheckTally late = new CheckTally();
      late.add(Judged.check(start + 2_000, "c", true, null));
      judged.progress.count(start, late, end);
    }
    judged.progress.settled();

    assertThat(judged.progress.exhaustion(number, judged.at(23 * QUARTER), true))
        .isEqualTo(new Exhaustion(null, null, null));
  }
}

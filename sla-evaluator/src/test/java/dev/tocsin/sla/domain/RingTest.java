package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Running totals always equal what one gets by adding everything up. */
class RingTest {
  private static final String P90 =
      "{service: s, indicator: {type: latency, statistic: p90, bound: 50}, target: 0.9, %s}";

  @RepeatedTest(20)
  void runningTotalsEqualTheSumOfTheWindow(RepetitionInfo repetition) {
    follow(P90.formatted("evaluation: 40m"), 1_000, repetition.getCurrentRepetition());
  }

  @RepeatedTest(20)
  void ofACalendarPeriodTooWhateverItsLength(RepetitionInfo repetition) {
    // London's 29 March 2026 has 92 quarters of an hour.
    long eve =
        Instant.parse("2026-03-28T12:00:00Z").toEpochMilli() / Duration.ofMinutes(15).toMillis();
    follow(
        P90.formatted("calendar: {unit: day, zone: Europe/London}, measurement: 15m"),
        eve,
        repetition.getCurrentRepetition());
  }

  /** Those of long periods are put together by blocks; they are what a walk over all finds. */
  @RepeatedTest(20)
  void offsetsAreThoseOfTheSlicesThatAreKept(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Objective objective = Judged.objective(P90.formatted("evaluation: 1500m"));
    Ring ring = new Ring(objective, "s", 300);
    long newest = 1_000_000;
    for (int step = 0; step < 2_000; step++) {
      newest += random.nextInt(400) == 0 ? random.nextInt(2_000) : random.nextInt(4);
      long late = random.nextInt(20) == 0 ? random.nextInt(1_700) : random.nextInt(3);
      if (!ring.reaches(newest - late)) {
        continue;
      }
      RequestTally tally = Judged.latencies(1, 1);
      tally.offsets().add(random.nextInt(3), step, step + random.nextInt(5));
      ring.count(objective.startOf(newest - late), tally);
      long last = ring.head() - random.nextInt(300);
      long first = objective.periodFirst(last) - random.nextInt(2) * 400;
      Offsets walked = new Offsets();
      ring.forEach(first, last, (slot, number) -> walked.merge(slot.offsets()));
      assertThat(ring.offsets(first, last)).isEqualTo(walked);
    }
  }

  private static void follow(String spec, long start, long seed) {
    Random random = new Random(seed);
    Objective objective = Judged.objective(spec);
    Ring ring = new Ring(objective, "s", 10);
    Map<Long, RequestTally> all = new TreeMap<>();
    long newest = start;
    for (int step = 0; step < 300; step++) {
      newest += random.nextInt(100) == 0 ? random.nextInt(120) : random.nextInt(2);
      long number = newest - random.nextInt(12);
      if (!ring.reaches(number)) {
        continue;
      }
      RequestTally tally = Judged.latencies(random.nextDouble() * 100, random.nextInt(60));
      ring.count(objective.startOf(number), tally);
      all.computeIfAbsent(number, n -> new RequestTally()).merge(tally);
      long end = ring.head() - random.nextInt(10);
      for (long last = end; last <= Math.min(end + random.nextInt(3), ring.head()); last++) {
        for (int window = 0; window < objective.windows(); window++) {
          check(
              ring.totals().of(objective, window, last),
              objective,
              all,
              last,
              objective.firstOf(window, last));
        }
      }
    }
  }

  private static void check(
      Totals totals, Objective objective, Map<Long, RequestTally> all, long end, long first) {
    RequestTally sum = new RequestTally();
    long slices = 0;
    long good = 0;
    for (Map.Entry<Long, RequestTally> each : all.entrySet()) {
      if (each.getKey() >= first && each.getKey() <= end) {
        sum.merge(each.getValue());
        slices++;
        Slot slot = new Slot();
        objective.measure().count(slot, each.getValue());
        good += objective.measure().good(slot) ? 1 : 0;
      }
    }
    assertThat(totals.total()).isEqualTo(sum.count());
    assertThat(totals.slices()).isEqualTo(slices);
    assertThat(totals.goodSlices()).isEqualTo(good);
    if (slices > 0) {
      assertThat(totals.sketch()).isEqualTo(sum.latency());
    }
  }
}

package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Running totals always equal what one gets by adding everything up. */
class RingTest {
  @RepeatedTest(20)
  void runningTotalsEqualTheSumOfTheWindow(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    Objective objective =
        Judged.objective(
            "{service: s, indicator: {type: latency, statistic: p90, bound: 50}, target: 0.9,"
                + " evaluation: 40m}");
    Ring ring = new Ring(objective, 10);
    Map<Long, RequestTally> all = new TreeMap<>();
    long newest = 1_000;
    for (int step = 0; step < 300; step++) {
      newest += random.nextInt(100) == 0 ? random.nextInt(120) : random.nextInt(2);
      long number = newest - random.nextInt(12);
      if (!ring.reaches(number)) {
        continue;
      }
      RequestTally tally = Judged.latencies(random.nextDouble() * 100, random.nextInt(60));
      ring.count(number, tally);
      all.computeIfAbsent(number, n -> new RequestTally()).merge(tally);
      long end = ring.head() - random.nextInt(10);
      for (int window = 0; window < objective.windowLengths().length; window++) {
        check(ring.totals(window, end), objective, all, end, objective.windowLengths()[window]);
      }
    }
  }

  private static void check(
      Totals totals, Objective objective, Map<Long, RequestTally> all, long end, int length) {
    RequestTally sum = new RequestTally();
    long slices = 0;
    long good = 0;
    for (Map.Entry<Long, RequestTally> each : all.entrySet()) {
      if (each.getKey() > end - length && each.getKey() <= end) {
        sum.merge(each.getValue());
        slices++;
        Slot slot = new Slot();
        objective.count(slot, each.getValue());
        good += objective.good(slot) ? 1 : 0;
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

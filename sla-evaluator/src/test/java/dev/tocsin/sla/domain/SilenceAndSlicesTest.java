package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.Verdict.Status;
import org.junit.jupiter.api.Test;

/** Time slices, and what silence means to each kind of objective. */
class SilenceAndSlicesTest {
  private static final String UPTIME =
      "{service: s, indicator: {type: uptime}, target: 0.9, measurement: 5m, evaluation: 50m,"
          + " noData: %s}";

  /** Results without an interval, one after the other: each holds for its part of the minute. */
  private static CheckTally checks(long minute, int up, int down) {
    CheckTally tally = new CheckTally();
    for (int i = 0; i < up + down; i++) {
      long at = Judged.T0 + minute * Judged.MINUTE + i * Judged.MINUTE / (up + down);
      tally.add(Judged.check(at, "c", i < up, null));
    }
    return tally;
  }

  private static Judged uptime(String noData) {
    Judged judged = new Judged(UPTIME.formatted(noData));
    // Ten slices: eight up, one with a failed check, one silent.
    for (int slice = 0; slice < 10; slice++) {
      if (slice != 4) {
        judged.count(slice * 5, slice == 7 ? checks(35, 2, 3) : checks(slice * 5, 5, 0));
      }
    }
    return judged;
  }

  @Test
  void aSliceIsGoodWhenItKeepsTheTargetByItself() {
    Judgement judgement = uptime("unknown").at(45);

    assertThat(judgement.good()).isEqualTo(8);
    assertThat(judgement.total()).isEqualTo(9);
    assertThat(judgement.coverage()).isEqualTo(0.9);
    assertThat(judgement.status()).isEqualTo(Status.VIOLATED);
  }

  @Test
  void silenceCountsAsTheObjectiveSays() {
    assertThat(uptime("good").at(45))
        .returns(9L, Judgement::good)
        .returns(10L, Judgement::total)
        .returns(Status.MET, Judgement::status);
    assertThat(uptime("bad").at(45))
        .returns(8L, Judgement::good)
        .returns(10L, Judgement::total)
        .returns(Status.VIOLATED, Judgement::status);
    assertThat(uptime("exclude").at(45))
        .returns(8L, Judgement::good)
        .returns(9L, Judgement::total)
        .returns(1.0, Judgement::coverage);
  }

  @Test
  void whatLiesBeforeTheFirstDataIsNotSilent() {
    Judged judged = new Judged(UPTIME.formatted("bad"));
    judged.count(40, checks(40, 5, 0)).count(45, checks(45, 5, 0));

    assertThat(judged.at(45)).returns(2L, Judgement::good).returns(2L, Judgement::total);
  }

  @Test
  void aTargetOfOneAllowsNothing() {
    Judged judged =
        new Judged("{service: s, indicator: {type: uptime}, target: 1, evaluation: 10m}");
    assertThat(judged.count(0, checks(0, 5, 0)).at(0).status()).isEqualTo(Status.MET);

    Judgement judgement = judged.count(1, checks(1, 99, 1)).at(1);

    assertThat(judgement.status()).isEqualTo(Status.VIOLATED);
    assertThat(judgement.budgetRemaining()).isNull();
    assertThat(Harm.of(judged.objective, judgement)).isEqualTo(Harm.CRITICAL);
  }

  @Test
  void throughputLeavesTheOpenMinuteOut() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: throughput, bound: 10}, target: 0.9, evaluation: 5m}");
    judged.requests(0, 600, 0, 1).requests(1, 30, 0, 1);
    long open = judged.objective.slotOf(Judged.T0 + Judged.MINUTE);

    Judgement half = judged.progress.judge(open, Judged.T0 + Judged.MINUTE + 3_000);
    Judgement whole = judged.progress.judge(open, Judged.T0 + 2 * Judged.MINUTE);

    assertThat(half).returns(Status.MET, Judgement::status).returns(10.0, Judgement::value);
    assertThat(whole).returns(Status.VIOLATED, Judgement::status).returns(5.25, Judgement::value);
  }

  @Test
  void metricIsHeldToItsBoundBySliceOrOnce() {
    String spec =
        "{service: s, indicator: {type: metric, metric: queue, statistic: %s, bound: 10},"
            + " target: 0.7, counting: %s, evaluation: 4m}";
    double[][] readings = {{1, 3}, {20, 40}, {5, 5}, {9, 12}};

    assertThat(metric(spec.formatted("mean", "timeslices"), readings))
        .returns(2L, Judgement::good)
        .returns(4L, Judgement::total)
        .returns(Status.VIOLATED, Judgement::status)
        .returns(95 / 8.0, Judgement::value);
    assertThat(metric(spec.formatted("max", "timeslices"), readings))
        .returns(2L, Judgement::good)
        .returns(40.0, Judgement::value);
    assertThat(metric(spec.formatted("min", "occurrences"), readings))
        .returns(1.0, Judgement::value)
        .returns(Status.MET, Judgement::status);
  }

  private static Judgement metric(String spec, double[][] readings) {
    Judged judged = new Judged(spec);
    for (int minute = 0; minute < readings.length; minute++) {
      MetricTally tally = new MetricTally();
      for (double each : readings[minute]) {
        tally.add(each);
      }
      judged.count(minute, tally);
    }
    return judged.at(readings.length - 1);
  }

  @Test
  void sumsOfReadingsDoNotDependOnTheirOrder() {
    MetricTally one = new MetricTally();
    MetricTally other = new MetricTally();
    double[] values = {1e16, 0.1, -1e16, 0.2, 3, 1e-9};
    for (int i = 0; i < values.length; i++) {
      one.add(values[i]);
      other.add(values[values.length - 1 - i]);
    }
    assertThat(one.sum().doubleValue()).isEqualTo(other.sum().doubleValue());
    assertThat(one.sum().doubleValue()).isCloseTo(3.300000001, within(1e-15));
  }

  @Test
  void silenceFinishesOnePeriodAndThenWaits() {
    Judged judged =
        new Judged("{service: s, indicator: {type: availability}, target: 0.9, evaluation: 5m}");
    judged.requests(0, 1, 0, 1);
    int finals = 0;
    Judgement last = null;
    while (judged.progress.due(Judged.T0 + 525_600 * Judged.MINUTE)) {
      long number = judged.progress.nextFinal();
      last = judged.progress.judge(number, Long.MAX_VALUE);
      judged.progress.finished(number);
      finals++;
    }
    assertThat(finals).isEqualTo(6);
    assertThat(last.status()).isEqualTo(Status.NO_DATA);
    assertThat(judged.progress.openSlice()).isNull();
  }
}

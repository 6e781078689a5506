package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.Verdict.Status;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The oracles of counting: what the numbers mean, worked out by hand. */
class CountingTest {
  @Test
  void percentilesAreMergedAndNeverAveraged() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: latency, statistic: p95, bound: 500},"
                + " counting: occurrences, target: 0.9, evaluation: 5m}");
    Random random = new Random(1);
    double[] all = new double[6_000];
    double sumOfP95 = 0;
    for (int host = 0; host < 6; host++) {
      double[] ofHost = new double[1_000];
      for (int i = 0; i < 1_000; i++) {
        ofHost[i] = (host == 5 ? 2_000 : 100) * (0.9 + 0.2 * random.nextDouble());
        all[host * 1_000 + i] = ofHost[i];
      }
      RequestTally tally = Judged.latencies(ofHost);
      sumOfP95 += tally.latency().quantile(0.95);
      judged.count(host % 5, tally);
    }
    Arrays.sort(all);
    double exact = all[(int) (0.95 * 5_999)];

    Judgement judgement = judged.at(4);

    assertThat(judgement.value()).isCloseTo(exact, within(0.01 * exact));
    assertThat(sumOfP95 / 6).isLessThan(exact / 4);
    assertThat(judgement.status()).isEqualTo(Status.VIOLATED);
  }

  @Test
  void oneFailedNightRequestCostsOneRequestAndNotHalfASlice() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: availability}, target: 0.999,"
                + " measurement: 12h, evaluation: 30d}");
    for (int slice = 0; slice < 60; slice++) {
      RequestTally day = new RequestTally();
      boolean night = slice % 2 == 1;
      int count = night ? 2 : 10_000;
      for (int i = 0; i < count; i++) {
        day.add(Judged.request(0, slice == 31 && i == 0, 1), new double[0]);
      }
      judged.count(slice * 720L, day);
    }
    long total = 30 * 10_002L;

    Judgement judgement = judged.at(59 * 720L);

    assertThat(judgement.total()).isEqualTo(total);
    assertThat(judgement.good()).isEqualTo(total - 1);
    assertThat(1 - judgement.budgetRemaining()).isCloseTo(1 / (0.001 * total), within(1e-12));
    assertThat(judgement.status()).isEqualTo(Status.MET);
  }

  @Test
  void meanOfSliceRatiosOnlyWhenTheObjectiveSaysSo() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: availability}, target: 0.9,"
                + " counting: ratioTimeslices, evaluation: 3m}");
    judged.requests(0, 1_000, 0, 1).requests(1, 2, 1, 1).requests(2, 10, 0, 1);

    Judgement judgement = judged.at(2);

    assertThat(judgement.sli()).isCloseTo((1 + 0.5 + 1) / 3, within(1e-15));
    assertThat(judgement.total()).isEqualTo(3);
    assertThat(judgement.status()).isEqualTo(Status.VIOLATED);
  }

  @Test
  void zeroTrafficIsNoRatio() {
    Judged judged =
        new Judged("{service: s, indicator: {type: availability}, target: 0.9, evaluation: 5m}");
    judged.requests(0, 1, 0, 1);

    Judgement judgement = judged.at(9);

    assertThat(judgement.status()).isEqualTo(Status.NO_DATA);
    assertThat(judgement.sli()).isNull();
    assertThat(judgement.budgetRemaining()).isNull();
    assertThat(judgement.burnRates()).isEmpty();
    assertThat(judgement.coverage()).isZero();
  }

  @Test
  void halfASilentMonthDoesNotBecomeGood() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: availability}, target: 0.999, measurement: 1h,"
                + " evaluation: 30d}");
    for (int hour = 0; hour < 720; hour += 2) {
      judged.requests(hour * 60L, 1_000, 2, 1);
    }

    Judgement judgement = judged.at(719 * 60);

    assertThat(judgement.sli()).isEqualTo(0.998);
    assertThat(judgement.status()).isEqualTo(Status.VIOLATED);
    assertThat(judgement.coverage()).isEqualTo(0.5);
    assertThat(judgement.budgetRemaining()).isCloseTo(-1, within(1e-12));
  }

  @Test
  void underTheCoverageFloorNothingIsSaid() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: availability}, target: 0.999, evaluation: 10m,"
                + " coverageFloor: 0.5}");
    judged.requests(5, 10, 5, 1).requests(6, 10, 5, 1).requests(7, 10, 5, 1).requests(8, 10, 5, 1);
    assertThat(judged.at(8).status()).isEqualTo(Status.INCONCLUSIVE);

    judged.requests(9, 10, 5, 1);

    assertThat(judged.at(9).status()).isEqualTo(Status.VIOLATED);
  }

  @Test
  void tooFewEventsSayNothing() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: availability}, target: 0.9, evaluation: 10m,"
                + " minimumEvents: 10, minimumBadEvents: 2}");
    assertThat(judged.requests(0, 9, 9, 1).at(0).status()).isEqualTo(Status.INCONCLUSIVE);
    assertThat(judged.requests(1, 1, 0, 1).at(1).status()).isEqualTo(Status.VIOLATED);

    Judged oneBad =
        new Judged(
            "{service: s, indicator: {type: availability}, target: 0.95, evaluation: 10m,"
                + " minimumBadEvents: 2}");
    assertThat(oneBad.requests(0, 10, 1, 1).at(0).status()).isEqualTo(Status.INCONCLUSIVE);
    assertThat(oneBad.requests(1, 10, 1, 1).at(1).status()).isEqualTo(Status.VIOLATED);
  }

  @Test
  void unroundedValuesAreCompared() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: availability}, target: 0.9999, measurement: 1h,"
                + " evaluation: 1h}");
    judged.requests(0, 100_000, 11, 1);
    assertThat(judged.at(0).status()).isEqualTo(Status.VIOLATED);

    Judged exact =
        new Judged(
            "{service: s, indicator: {type: availability}, target: 0.9999, measurement: 1h,"
                + " evaluation: 1h}");
    exact.requests(0, 100_000, 10, 1);
    assertThat(exact.at(0).status()).isEqualTo(Status.MET);
    assertThat(exact.at(0).budgetRemaining()).isCloseTo(0, within(1e-12));

    assertThat(Figures.percent(0.99996)).isEqualTo("99.99%");
    assertThat(Figures.percent(1)).isEqualTo("100%");
  }

  @Test
  void meanLatencyIsSumOverCountOfThePeriod() {
    Judged judged =
        new Judged(
            "{service: s, indicator: {type: latency, statistic: mean, bound: 100},"
                + " counting: occurrences, target: 0.9, evaluation: 1h}");
    judged.requests(0, 999, 0, 10).requests(1, 1, 0, 5_000);

    Judgement judgement = judged.at(1);

    assertThat(judgement.value()).isCloseTo((999 * 10 + 5_000) / 1_000.0, within(1e-9));
    assertThat(judgement.status()).isEqualTo(Status.MET);
    assertThat(judgement.sli()).isEqualTo(1);
  }

  @Test
  void windowIsFullOnlyAfterAWholePeriod() {
    Judged judged =
        new Judged("{service: s, indicator: {type: availability}, target: 0.9, evaluation: 5m}");
    for (int minute = 0; minute < 4; minute++) {
      judged.requests(minute, 1, 0, 1);
    }
    assertThat(judged.at(3).windowFull()).isFalse();

    judged.requests(4, 1, 0, 1);

    assertThat(judged.at(4).windowFull()).isTrue();
  }

  @Test
  void burnRateIsBadShareOverBudgetOfItsWindow() {
    Judged judged =
        new Judged("{service: s, indicator: {type: availability}, target: 0.99, evaluation: 1h}");
    for (int minute = 0; minute < 60; minute++) {
      judged.requests(minute, 100, minute >= 55 ? 10 : 0, 1);
    }

    Judgement judgement = judged.at(59);

    assertThat(judgement.burnRates()).containsOnlyKeys("5m", "30m");
    assertThat(judgement.burnRates().get("5m")).isCloseTo(10, within(1e-9));
    assertThat(judgement.burnRates().get("30m")).isCloseTo(10 * 5 / 30.0, within(1e-9));
  }
}

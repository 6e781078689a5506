package dev.tocsin.report.domain.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AnalysesTest {
  private static final ZoneId UTC = ZoneOffset.UTC;

  @Test
  void pointsBecomeHoursAndGapsStayGaps() {
    TreeMap<Long, Double> points = new TreeMap<>();
    points.put(Recorded.MONDAY, 1.0);
    points.put(Recorded.MONDAY + 60_000, 3.0);
    points.put(Recorded.MONDAY + 2 * Series.HOUR_MS, 6.0);

    Series series = Series.hourly(points);

    assertThat(series.values()).containsExactly(2, Double.NaN, 6);
    assertThat(series.bridged()).containsExactly(2, 4, 6);
    assertThat(series.coverage()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(Series.hourly(new TreeMap<>()).length()).isZero();
  }

  @Test
  void aStraightLineHasItsSlopeAndHowSureItIs() {
    Polynomial line = Polynomial.fit(Recorded.series(500, 2, i -> 10 + 0.05 * i).values(), 1);

    assertThat(line.slopePerStep()).isCloseTo(0.05, within(line.slopeInterval()));
    assertThat(line.slopeInterval()).isBetween(0.0005, 0.003);
    assertThat(line.explained()).isGreaterThan(0.9);
  }

  @Test
  void aParabolaIsFoundExactlyAndGapsDoNotMatter() {
    double[] values = Recorded.series(60, 0, i -> 3 + 2 * i - 0.5 * i * i).values();
    values[7] = Double.NaN;

    Polynomial curve = Polynomial.fit(values, 2);

    assertThat(curve.at(7)).isCloseTo(3 + 14 - 24.5, within(1e-6));
    assertThat(curve.at(70)).isCloseTo(3 + 140 - 2450, within(1e-4));
    assertThat(curve.explained()).isCloseTo(1, within(1e-9));
    assertThat(Polynomial.fit(new double[] {1, 2}, 1)).isNull();
  }

  @Test
  void aWholeSeasonCancelsOutOfItsMovingAverage() {
    double[] means =
        MovingAverage.centred(Recorded.series(96, 0, Recorded::day).values(), Series.DAY);

    assertThat(means[11]).isNaN();
    assertThat(means[12]).isCloseTo(0, within(1e-9));
    assertThat(means[84]).isNaN();
  }

  @Test
  void hoursAndWeekdaysAreToldApartInTheZoneOfPeople() {
    Series series =
        Recorded.series(
            6 * 168, 0.5, i -> 50 + 10 * Recorded.day(i) - ((i / 24) % 7 >= 5 ? 20 : 0));

    Seasonality seasonality = Seasonality.of(series, UTC);

    assertThat(peak(seasonality.hours())).isEqualTo(18);
    assertThat(seasonality.hourStrength()).isGreaterThan(0.5);
    assertThat(seasonality.weekdayStrength()).isGreaterThan(0.8);
    assertThat(seasonality.weekdays()[5]).isLessThan(-10);
    assertThat(seasonality.weekdays()[1]).isGreaterThan(0);
    assertThat(peak(Seasonality.of(series, ZoneId.of("Asia/Tokyo")).hours())).isEqualTo(3);
  }

  @Test
  void noiseHasNoSeasonAndShortSeriesAreNotAsked() {
    Seasonality noise = Seasonality.of(Recorded.series(2_000, 1, i -> 0), UTC);
    assertThat(noise.hourStrength()).isLessThan(0.1);
    assertThat(noise.weekdayStrength()).isLessThan(0.1);

    Seasonality two = Seasonality.of(Recorded.series(48, 1, i -> 0), UTC);
    assertThat(two.hours()).isNull();
    assertThat(two.hourStrength()).isNaN();
  }

  @Test
  void theSecondFollowsTheFirstThreeHoursLater() {
    Series cause = Recorded.series(500, 1, i -> 5 * Recorded.day(i));
    Series effect =
        new Series(
            cause.start() + 3 * Series.HOUR_MS,
            java.util.Arrays.stream(cause.values()).map(v -> 2 * v).toArray());

    Correlation correlation = Correlation.of(cause, effect, 24, UTC);

    assertThat(correlation.lagHours()).isEqualTo(3);
    assertThat(correlation.coefficient()).isGreaterThan(0.95);
    assertThat(correlation.significant()).isTrue();
  }

  @Test
  void aCommonCourseOfTheDayIsNoCorrelation() {
    Series one = Recorded.series(500, 1, i -> 5 * Recorded.day(i));
    java.util.Random random = new java.util.Random(99);
    double[] values = new double[500];
    java.util.Arrays.setAll(values, i -> 5 * Recorded.day(i) + random.nextGaussian());

    Correlation correlation = Correlation.of(one, new Series(one.start(), values), 24, UTC);

    assertThat(correlation.significant()).isFalse();
    assertThat(Math.abs(correlation.coefficient())).isLessThan(0.3);
    assertThat(Correlation.of(one, new Series(0, new double[0]), 24, UTC).coefficient()).isNaN();
  }

  @Test
  void oddIsWhatIsUnusualForItsHour() {
    Series series = Recorded.series(480, 0.1, i -> 10 + 5 * Recorded.day(i));
    series.values()[100] = 12;

    for (Anomalies.Method method : Anomalies.Method.values()) {
      Anomalies anomalies = Anomalies.of(series, method, 4.5, UTC);
      assertThat(anomalies.found()).as(method.json()).hasSize(1);
      assertThat(anomalies.found().get(0).at()).isEqualTo(series.at(100));
      assertThat(anomalies.found().get(0).value()).isEqualTo(12);
    }
  }

  @Test
  void manyOutliersHideThemselvesFromTheMeanButNotFromTheMedian() {
    Series series = Recorded.series(400, 0.1, i -> i >= 340 && i < 400 ? 60 : 10);

    assertThat(Anomalies.of(series, Anomalies.Method.Z, 4, UTC).found()).isEmpty();
    assertThat(Anomalies.of(series, Anomalies.Method.ROBUST, 4, UTC).found())
        .hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void insightsAreOfAllSixKinds() {
    int hours = 35 * 24;
    Series requests = Recorded.series(hours, 8, i -> 1_000 + 2.5 * i + 300 * Recorded.day(i));
    double[] latency = new double[hours];
    java.util.Arrays.setAll(
        latency,
        i ->
            100 + 0.1 * i + (i < 2 ? 0 : 0.5 * (requests.values()[i - 2] - 1_000 - 2.5 * (i - 2))));
    latency[hours - 30] = 2_000;
    Map<Figure, Series> figures =
        Map.of(
            Figure.REQUESTS, requests, Figure.MEAN_LATENCY, new Series(requests.start(), latency));

    assertThat(Insights.of(new TreeMap<>(figures), UTC))
        .extracting(Insight::kind)
        .contains(Insight.Kind.values());
    assertThat(Insights.of(new TreeMap<>(figures), UTC))
        .filteredOn(i -> i.kind() == Insight.Kind.PERFORMANCE_TREND)
        .first()
        .satisfies(
            i -> {
              assertThat(i.sentence()).startsWith("meanLatency rose by");
              assertThat(i.evidence()).containsKeys("perDay", "perDayInterval", "explained");
            });
  }

  /** From nearly nothing every risk has risen by thousands of per cent. */
  @Test
  void aRiskRisesByPoints() {
    Series risk = Recorded.series(15 * 24, 1, i -> 2 + i / 9.0);
    assertThat(Insights.of(Map.of(Figure.RISK, risk), UTC))
        .filteredOn(i -> i.kind() == Insight.Kind.PERFORMANCE_TREND)
        .singleElement()
        .satisfies(
            i -> {
              assertThat(i.sentence()).isEqualTo("risk rose by 37 points in 15 days");
              assertThat(i.effectUnit()).isEqualTo("points");
            });
  }

  @Test
  void ofNoiseThereIsNothingToSay() {
    assertThat(Insights.of(Map.of(Figure.MEAN_LATENCY, Recorded.series(700, 1, i -> 100)), UTC))
        .isEmpty();
    assertThat(Insights.of(Map.of(Figure.RISK, new Series(0, new double[0])), UTC)).isEmpty();
  }

  private static int peak(double[] values) {
    int peak = 0;
    for (int i = 1; i < values.length; i++) {
      peak = values[i] > values[peak] ? i : peak;
    }
    return peak;
  }
}

package dev.tocsin.report.domain.analytics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a series will probably be, and how far off that may be.
 *
 * @param refused why there is none; null when there is one
 * @param method the one that was nearest in the back-test
 * @param season steps after which it takes the series to repeat itself
 * @param points hour by hour
 * @param coverage share of outcomes within the interval in the back-test; 0.95 is meant
 * @param origins from how many points of the past that was tried
 * @param meanAbsoluteErrors of each method in the back-test
 * @param skill by how much the method is nearer than seasonal-naive: 0.2 is 20% less error; 0 when
 *     it is that one
 */
public record Forecast(
    String refused,
    String method,
    int season,
    List<Point> points,
    double coverage,
    int origins,
    Map<String, Double> meanAbsoluteErrors,
    double skill) {
  /** Seven days. */
  public static final int HORIZON = Series.WEEK;

  private static final int LEAST_HISTORY = 2 * Series.WEEK;
  private static final double LEAST_COVERAGE = 0.8;
  private static final List<ForecastMethod> METHODS =
      List.of(new SeasonalNaive(), new HoltWinters(), new LinearSeasonal());

  /**
   * One hour.
   *
   * @param at its start, epoch milliseconds
   * @param value what is most probable
   * @param lower with 95% probability it is not less
   * @param upper and not more
   */
  public record Point(long at, double value, double lower, double upper) {}

  /** The next seven days of a series. */
  public static Forecast of(Series series, Bounds bounds) {
    if (series.length() < LEAST_HISTORY) {
      return refuse(
          "%d hours of history are too few: seven days ahead need at least %d"
              .formatted(series.length(), LEAST_HISTORY));
    }
    if (series.coverage() < LEAST_COVERAGE) {
      return refuse(
          "%.0f%% of the hours have a value: at least %.0f%% are needed"
              .formatted(100 * series.coverage(), 100 * LEAST_COVERAGE));
    }
    double[] values = series.bridged();
    int season = season(values.length);
    int first = Math.max(2 * season, (values.length - HORIZON) / 2);
    List<BackTest> tests =
        METHODS.stream()
            .map(method -> BackTest.of(method, values, season, HORIZON, first, bounds))
            .toList();
    BackTest best =
        tests.stream().min(Comparator.comparing(BackTest::meanAbsoluteError)).orElseThrow();
    Map<String, Double> errors = new LinkedHashMap<>();
    tests.forEach(test -> errors.put(test.method().name(), test.meanAbsoluteError()));
    double naive = tests.get(0).meanAbsoluteError();
    return new Forecast(
        null,
        best.method().name(),
        season,
        points(series, values, season, best, bounds),
        best.coverage(),
        best.errors().size(),
        errors,
        naive == 0 ? 0 : 1 - best.meanAbsoluteError() / naive);
  }

  private static List<Point> points(
      Series series, double[] values, int season, BackTest test, Bounds bounds) {
    double[] next = test.method().next(values, season, HORIZON);
    double[] widths = test.widths();
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < HORIZON; i++) {
      double value = bounds.clip(next[i]);
      points.add(
          new Point(
              series.at(values.length + i),
              value,
              bounds.clip(value - widths[i]),
              bounds.clip(value + widths[i])));
    }
    return points;
  }

  /** A week where enough of them are known to try it, else a day. */
  private static int season(int length) {
    int forWeeks = 2 * Series.WEEK + HORIZON + BackTest.LEAST_ORIGINS * Series.DAY;
    return length >= forWeeks ? Series.WEEK : Series.DAY;
  }

  private static Forecast refuse(String why) {
    return new Forecast(why, null, 0, List.of(), Double.NaN, 0, Map.of(), Double.NaN);
  }
}

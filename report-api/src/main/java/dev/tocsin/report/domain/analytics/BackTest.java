package dev.tocsin.report.domain.analytics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A method's forecasts from many origins of the past, each made of what was known then, against
 * what came (rolling origins).
 *
 * @param method which
 * @param errors one row for each origin, what came less what was forecast, by step ahead
 */
record BackTest(ForecastMethod method, List<double[]> errors) {
  /** How many of a hundred outcomes the interval is to hold. */
  static final double LEVEL = 0.95;

  static final int LEAST_ORIGINS = 8;
  private static final int MOST_ORIGINS = 24;

  /** The method's forecasts from equally spaced origins; the first has so much history. */
  static BackTest of(
      ForecastMethod method, double[] values, int season, int horizon, int first, Bounds bounds) {
    int room = values.length - horizon - first;
    int origins = Math.min(MOST_ORIGINS, room + 1);
    List<double[]> errors = new ArrayList<>();
    for (int k = 0; k < origins; k++) {
      int origin = first + (origins == 1 ? 0 : Math.round(room * (float) k / (origins - 1)));
      double[] next = method.next(Arrays.copyOf(values, origin), season, horizon);
      double[] row = new double[horizon];
      for (int i = 0; i < horizon; i++) {
        row[i] = values[origin + i] - bounds.clip(next[i]);
      }
      errors.add(row);
    }
    return new BackTest(method, errors);
  }

  double meanAbsoluteError() {
    return errors.stream().flatMapToDouble(Arrays::stream).map(Math::abs).average().orElseThrow();
  }

  /** Half widths of the interval for each step ahead, from the errors of all origins. */
  double[] widths() {
    return widths(errors);
  }

  /**
   * Of all outcomes the share that was within the interval that the other origins make: nobody is
   * judged by his own errors.
   */
  double coverage() {
    int inside = 0;
    int all = 0;
    for (int k = 0; k < errors.size(); k++) {
      List<double[]> others = new ArrayList<>(errors);
      double[] own = others.remove(k);
      double[] widths = widths(others);
      for (int i = 0; i < own.length; i++) {
        inside += Math.abs(own[i]) <= widths[i] ? 1 : 0;
        all++;
      }
    }
    return inside / (double) all;
  }

  /**
   * Split conformal: the quantile of absolute errors of the same day ahead, with the correction for
   * a finite number of them (Vovk; Lei and others 2018).
   */
  private static double[] widths(List<double[]> errors) {
    int horizon = errors.get(0).length;
    double[] widths = new double[horizon];
    for (int day = 0; day < horizon; day += Series.DAY) {
      int from = day;
      int to = Math.min(horizon, day + Series.DAY);
      double[] pool =
          errors.stream()
              .flatMapToDouble(row -> Arrays.stream(row, from, to))
              .map(Math::abs)
              .toArray();
      double p = Math.min(1, LEVEL * (pool.length + 1) / pool.length);
      Arrays.fill(widths, from, to, new Sample(pool).quantile(p));
    }
    return widths;
  }
}

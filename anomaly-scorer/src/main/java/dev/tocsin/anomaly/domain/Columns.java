package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.Signal.View;
import java.util.Arrays;

/**
 * The columns of a row that are single deviations: those of requests and logs, and the four of each
 * metric; not the summaries of metrics, which would say the same again.
 */
final class Columns {
  private static final int[] VITALS =
      Arrays.stream(Feature.values())
          .filter(f -> f.isDeviation() && f.summarised() == null)
          .mapToInt(Feature::ordinal)
          .toArray();

  private Columns() {}

  /** How many there are in a row of this width. */
  static int count(int width) {
    return VITALS.length + width - Feature.COUNT;
  }

  /** The place in the row of the i-th of them. */
  static int at(int i) {
    return i < VITALS.length ? VITALS[i] : Feature.COUNT + i - VITALS.length;
  }

  /** Whether the i-th of them is a metric's change from the window before. */
  static boolean isMetricChange(int i) {
    return i >= VITALS.length && (i - VITALS.length) % View.COUNT == View.CHANGE.ordinal();
  }

  /** How many of them are not missing. */
  static int known(double[] row) {
    int known = 0;
    for (int i = 0; i < count(row.length); i++) {
      known += Double.isNaN(row[at(i)]) ? 0 : 1;
    }
    return known;
  }

  /** Their sizes, 0 where missing. */
  static double[] sizes(double[] row) {
    double[] sizes = new double[count(row.length)];
    for (int i = 0; i < sizes.length; i++) {
      double value = row[at(i)];
      sizes[i] = Double.isNaN(value) ? 0 : Math.abs(value);
    }
    return sizes;
  }
}

package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.forest.FlatForest;
import java.util.Arrays;
import java.util.Comparator;

/**
 * How much of a raw score each column is to blame for: columns are set to their usual value one
 * after another, and what the score drops by is theirs. Done once with the most unusual column
 * first and once with it last, and averaged, so that two columns that say the same share the blame
 * (Shapley values from one antithetic pair of orders; Štrumbelj and Kononenko, 2014). The drops of
 * one order add up to the whole drop by construction.
 */
final class Explanation {
  /** Only the most unusual columns are tried: each costs two walks through the forest. */
  private static final int TRIED = 8;

  private Explanation() {}

  /**
   * The mean drop of each column, 0 where the score rises instead.
   *
   * @param scaled the row in deviations, so that 0 is the usual value
   */
  static double[] drops(FlatForest forest, double[] scaled) {
    double raw = forest.score(scaled);
    Integer[] order = new Integer[scaled.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -Math.abs(scaled[i])));
    order = Arrays.copyOf(order, Math.min(TRIED, order.length));
    double[] drops = new double[scaled.length];
    walk(forest, scaled, raw, order, drops);
    Integer[] reversed = new Integer[order.length];
    for (int i = 0; i < order.length; i++) {
      reversed[i] = order[order.length - 1 - i];
    }
    walk(forest, scaled, raw, reversed, drops);
    for (int i = 0; i < drops.length; i++) {
      drops[i] = Math.max(0, drops[i] / 2);
    }
    if (Arrays.stream(drops).sum() == 0) {
      Arrays.setAll(drops, i -> Math.abs(scaled[i]));
    }
    if (Arrays.stream(drops).sum() == 0) {
      Arrays.fill(drops, 1);
    }
    return drops;
  }

  private static void walk(
      FlatForest forest, double[] scaled, double raw, Integer[] order, double[] drops) {
    double[] row = scaled.clone();
    double before = raw;
    for (int column : order) {
      if (row[column] != 0) {
        row[column] = 0;
        double after = forest.score(row);
        drops[column] += before - after;
        before = after;
      }
    }
  }
}

package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.util.Arrays;

/**
 * How rare a raw score is among the entity's own: the empirical quantiles up to the 95th
 * percentile, beyond it an exponential tail with the mean excess over it (peaks over threshold;
 * Pickands, "Statistical inference using extreme order statistics", 1975, with shape zero).
 */
final class Calibration {
  private static final int KNOTS = 96;
  private static final double TAIL = 0.05;

  /**
   * With so many scores the tail is taken as twice as long as it looks: what learnt from few
   * windows knows them better than those to come.
   */
  private static final double SHORT = 120;

  private final double[] quantiles;
  private final double excess;

  private Calibration(double[] quantiles, double excess) {
    this.quantiles = quantiles;
    this.excess = excess;
  }

  /**
   * Learns from the scores of at least one window.
   *
   * @param leastExcess the mean excess that the tail has at least: of a history without any
   *     variation one cannot tell how rare the next score is
   */
  static Calibration of(double[] scores, double leastExcess) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double[] quantiles = new double[KNOTS];
    for (int i = 0; i < KNOTS; i++) {
      double rank = i / 100.0 * (sorted.length - 1);
      int below = (int) rank;
      int above = Math.min(below + 1, sorted.length - 1);
      quantiles[i] = sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
    double over = 0;
    int count = 0;
    for (double score : sorted) {
      if (score > quantiles[KNOTS - 1]) {
        over += score - quantiles[KNOTS - 1];
        count++;
      }
    }
    double mean = count == 0 ? 0 : over / count * (1 + SHORT / sorted.length);
    return new Calibration(quantiles, Math.max(leastExcess, mean));
  }

  /** This, but no quantile lower than that of these scores: a few more, of another's windows. */
  Calibration orHigher(double[] scores) {
    double[] others = of(scores, excess).quantiles;
    double[] higher = new double[KNOTS];
    Arrays.setAll(higher, i -> Math.max(quantiles[i], others[i]));
    return new Calibration(higher, excess);
  }

  /** The share of windows with at least this raw score, over 0 to 1. */
  double tail(double score) {
    double top = quantiles[KNOTS - 1];
    if (score >= top) {
      return TAIL * Math.exp(-(score - top) / excess);
    }
    int above = 0;
    while (quantiles[above] <= score) {
      above++;
    }
    if (above == 0) {
      return 1;
    }
    double step = quantiles[above] - quantiles[above - 1];
    return 1 - (above - 1 + (score - quantiles[above - 1]) / step) / 100;
  }

  /** How surprising the score is: the negative decimal logarithm of its tail. */
  double surprise(double score) {
    double top = quantiles[KNOTS - 1];
    return score >= top
        ? -Math.log10(TAIL) + (score - top) / excess / Math.log(10)
        : -Math.log10(tail(score));
  }

  void write(DataOutput to) throws IOException {
    for (double each : quantiles) {
      to.writeDouble(each);
    }
    to.writeDouble(excess);
  }

  static Calibration read(DataInput from) throws IOException {
    double[] quantiles = new double[KNOTS];
    for (int i = 0; i < KNOTS; i++) {
      quantiles[i] = from.readDouble();
      if (Double.isNaN(quantiles[i]) || i > 0 && quantiles[i] < quantiles[i - 1]) {
        throw new InvalidObjectException("quantiles that do not ascend");
      }
    }
    double excess = from.readDouble();
    if (!(excess > 0)) {
      throw new InvalidObjectException("a tail without extent");
    }
    return new Calibration(quantiles, excess);
  }
}

package dev.tocsin.report.domain.analytics;

import java.util.Arrays;

/** Figures of a handful of numbers; NaN does not count. */
final class Sample {
  private static final double MAD_TO_SIGMA = 1.4826;

  private final double[] sorted;

  Sample(double[] values) {
    sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
  }

  int size() {
    return sorted.length;
  }

  double mean() {
    return Arrays.stream(sorted).average().orElse(Double.NaN);
  }

  double variance() {
    double mean = mean();
    return Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).average().orElse(Double.NaN);
  }

  /** By linear interpolation between order statistics (Hyndman and Fan's type 7). */
  double quantile(double p) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = p * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  /** 1.4826 times the median absolute deviation: a normal distribution's standard deviation. */
  double robustDeviation() {
    double median = quantile(0.5);
    double[] apart = Arrays.stream(sorted).map(v -> Math.abs(v - median)).toArray();
    return MAD_TO_SIGMA * new Sample(apart).quantile(0.5);
  }
}

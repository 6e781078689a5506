package dev.tocsin.router.domain.cause;

import java.util.Arrays;

/**
 * How a series normally is: median and spread of a time without faults.
 *
 * @param median the middle value
 * @param spread a standard deviation: 1.4826 times the median absolute deviation, which is that of
 *     a normal distribution, and at least half of the plain one, because values that hardly ever
 *     differ have no median deviation at all
 */
public record Normal(double median, double spread) {
  private static final double MAD_TO_SIGMA = 1.4826;

  /**
   * @param values of a time without faults; those that are not numbers do not count
   * @return null when there are none
   */
  public static Normal of(double[] values) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (known.length == 0) {
      return null;
    }
    double median = median(known);
    double[] apart = Arrays.stream(known).map(v -> Math.abs(v - median)).sorted().toArray();
    double mean = Arrays.stream(known).average().orElseThrow();
    double variance =
        Arrays.stream(known).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    return new Normal(median, Math.max(MAD_TO_SIGMA * median(apart), Math.sqrt(variance) / 2));
  }

  /**
   * How many spreads a value is above the median. Where values never differed, the least that is
   * told apart is a thousandth of the median.
   */
  public double sigmas(double value) {
    double least = Math.max(1e-3 * Math.abs(median), 1e-9);
    return (value - median) / Math.max(spread, least);
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}

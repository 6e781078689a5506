package dev.tocsin.report.domain.analytics;

import java.util.Arrays;

/** The mean of the values around each one. */
public final class MovingAverage {
  private MovingAverage() {}

  /**
   * Centred means; of an even window the two ends count half, so that a whole season cancels out.
   *
   * @param window how many steps
   * @return NaN where the window is not full or holds no value
   */
  public static double[] centred(double[] values, int window) {
    double[] means = new double[values.length];
    Arrays.fill(means, Double.NaN);
    int half = window / 2;
    for (int i = half; i + half < values.length; i++) {
      double sum = 0;
      double weights = 0;
      for (int j = i - half; j <= i + half; j++) {
        boolean end = window % 2 == 0 && (j == i - half || j == i + half);
        if (!Double.isNaN(values[j])) {
          sum += end ? values[j] / 2 : values[j];
          weights += end ? 0.5 : 1;
        }
      }
      means[i] = weights == 0 ? Double.NaN : sum / weights;
    }
    return means;
  }
}

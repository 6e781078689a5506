package dev.tocsin.evaluation.bench.anomaly;

import java.util.Arrays;

/**
 * Columns moved and scaled by what is usual in the train part.
 *
 * @param centers by column
 * @param scales by column, greater than 0
 * @param most deviations; what is further off is no further off than that
 */
record Standardised(double[] centers, double[] scales, double most) {
  private static final double CLIP = 20;

  /** By mean and standard deviation; a column that never moves keeps its unit. */
  static Standardised byMean(double[][] train) {
    int columns = train[0].length;
    double[] centers = new double[columns];
    double[] scales = new double[columns];
    for (int c = 0; c < columns; c++) {
      double[] values = column(train, c);
      centers[c] = mean(values);
      double deviation = deviation(values, centers[c]);
      scales[c] = deviation > 1e-9 ? deviation : 1;
    }
    return new Standardised(centers, scales, CLIP);
  }

  /**
   * By median and the greatest of the scaled median deviation, half the standard deviation and a
   * thousandth of the median.
   */
  static Standardised robust(double[][] train) {
    int columns = train[0].length;
    double[] centers = new double[columns];
    double[] scales = new double[columns];
    for (int c = 0; c < columns; c++) {
      double[] values = column(train, c);
      double median = PointMetrics.quantile(values, 0.5);
      double[] off = Arrays.stream(values).map(v -> Math.abs(v - median)).toArray();
      centers[c] = median;
      scales[c] =
          Math.max(
              Math.max(
                  1.4826 * PointMetrics.quantile(off, 0.5), 0.5 * deviation(values, mean(values))),
              1e-3 * Math.max(1, Math.abs(median)));
    }
    return new Standardised(centers, scales, Double.POSITIVE_INFINITY);
  }

  double[] of(double[] row) {
    double[] z = new double[row.length];
    for (int c = 0; c < z.length; c++) {
      z[c] = Math.max(-most, Math.min(most, (row[c] - centers[c]) / scales[c]));
    }
    return z;
  }

  double[][] of(double[][] rows) {
    return Arrays.stream(rows).map(this::of).toArray(double[][]::new);
  }

  private static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(row -> row[column]).toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values, double mean) {
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}

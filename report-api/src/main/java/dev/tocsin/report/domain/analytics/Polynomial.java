package dev.tocsin.report.domain.analytics;

import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;

/**
 * The polynomial of least squares through values at equal steps; those that are NaN do not count.
 *
 * @param coefficients of powers of the scaled step (−1 at the first value, 1 at the last)
 * @param length how many steps it was fitted to
 * @param explained share of the variance that it explains (R²)
 * @param slopePerStep mean rise for a step over the whole range
 * @param slopeInterval half of the 95% interval of a straight line's slope, in the same unit; NaN
 *     for higher degrees, and for fewer than three values. Neighbours are taken as independent
 */
public record Polynomial(
    double[] coefficients,
    int length,
    double explained,
    double slopePerStep,
    double slopeInterval) {

  /**
   * Fits one.
   *
   * @param degree 1 is a straight line
   * @return null where there are not more values than coefficients
   */
  public static Polynomial fit(double[] values, int degree) {
    int known = new Sample(values).size();
    if (known <= degree + 1) {
      return null;
    }
    double[][] powers = new double[known][degree + 1];
    double[] targets = new double[known];
    int row = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        powers[row] = powers(scaled(i, values.length), degree);
        targets[row++] = values[i];
      }
    }
    double[] coefficients =
        new QRDecomposition(new Array2DRowRealMatrix(powers, false))
            .getSolver()
            .solve(new ArrayRealVector(targets, false))
            .toArray();
    double rest = 0;
    double spread = 0;
    double mean = new Sample(targets).mean();
    double square = 0;
    for (int i = 0; i < known; i++) {
      double fitted = value(coefficients, powers[i]);
      rest += (targets[i] - fitted) * (targets[i] - fitted);
      spread += (targets[i] - mean) * (targets[i] - mean);
      square += powers[i][1] * powers[i][1];
    }
    double step = 2.0 / (values.length - 1);
    double rise = value(coefficients, powers(1, degree)) - value(coefficients, powers(-1, degree));
    double interval =
        degree > 1
            ? Double.NaN
            : new TDistribution(known - 2.0).inverseCumulativeProbability(0.975)
                * Math.sqrt(rest / (known - 2.0) / square)
                * step;
    return new Polynomial(
        coefficients,
        values.length,
        spread == 0 ? 0 : 1 - rest / spread,
        rise / (values.length - 1),
        interval);
  }

  /** Its value at a step, which may lie behind the last one. */
  public double at(int index) {
    return value(coefficients, powers(scaled(index, length), coefficients.length - 1));
  }

  private static double scaled(int index, int length) {
    return 2.0 * index / (length - 1) - 1;
  }

  private static double[] powers(double x, int degree) {
    double[] powers = new double[degree + 1];
    powers[0] = 1;
    for (int i = 1; i <= degree; i++) {
      powers[i] = powers[i - 1] * x;
    }
    return powers;
  }

  private static double value(double[] coefficients, double[] powers) {
    double sum = 0;
    for (int i = 0; i < coefficients.length; i++) {
      sum += coefficients[i] * powers[i];
    }
    return sum;
  }
}

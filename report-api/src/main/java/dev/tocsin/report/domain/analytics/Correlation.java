package dev.tocsin.report.domain.analytics;

import java.time.ZoneId;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * How two series move together (Pearson), at the lag at which they do most. The usual course of the
 * day is taken off both: nearly everything has it, and it says nothing about the other.
 *
 * @param coefficient −1 to 1; NaN when there are too few common hours
 * @param lagHours by how many hours the second follows the first; negative when it leads
 * @param hours how many common hours there were at that lag
 * @param significant whether the 95% interval (Fisher's) excludes 0, hours taken as independent and
 *     the choice among lags paid for (Bonferroni)
 */
public record Correlation(double coefficient, int lagHours, int hours, boolean significant) {
  private static final int LEAST_HOURS = 48;
  private static final double ALPHA = 0.05;

  /**
   * Of two series.
   *
   * @param most largest lag in hours, either way
   */
  public static Correlation of(Series first, Series second, int most, ZoneId zone) {
    double[] a = Seasonality.of(first, zone).removedFrom(first, zone);
    double[] b = Seasonality.of(second, zone).removedFrom(second, zone);
    int offset = (int) ((first.start() - second.start()) / Series.HOUR_MS);
    Correlation best = new Correlation(Double.NaN, 0, 0, false);
    for (int lag = -most; lag <= most; lag++) {
      Correlation at = at(a, b, offset + lag, lag, 2 * most + 1);
      boolean nearer = Math.abs(lag) < Math.abs(best.lagHours);
      double more = Math.abs(at.coefficient) - Math.abs(best.coefficient);
      if (Double.isNaN(best.coefficient) || more > 0 || more == 0 && nearer) {
        best = Double.isNaN(at.coefficient) ? best : at;
      }
    }
    return best;
  }

  private static Correlation at(double[] a, double[] b, int shift, int lag, int tried) {
    int n = 0;
    double sumA = 0;
    double sumB = 0;
    double sumAa = 0;
    double sumBb = 0;
    double sumAb = 0;
    for (int i = Math.max(0, -shift); i < a.length && i + shift < b.length; i++) {
      double x = a[i];
      double y = b[i + shift];
      if (!Double.isNaN(x) && !Double.isNaN(y)) {
        n++;
        sumA += x;
        sumB += y;
        sumAa += x * x;
        sumBb += y * y;
        sumAb += x * y;
      }
    }
    double spread = (sumAa - sumA * sumA / n) * (sumBb - sumB * sumB / n);
    if (n < LEAST_HOURS || !(spread > 0)) {
      return new Correlation(Double.NaN, lag, n, false);
    }
    double r = (sumAb - sumA * sumB / n) / Math.sqrt(spread);
    r = Math.max(-1, Math.min(1, r));
    return new Correlation(r, lag, n, significant(r, n, tried));
  }

  private static boolean significant(double r, int n, int tried) {
    double z = Math.abs(0.5 * Math.log((1 + r) / (1 - r))) * Math.sqrt(n - 3.0);
    double limit = new NormalDistribution().inverseCumulativeProbability(1 - ALPHA / 2 / tried);
    return z > limit;
  }
}

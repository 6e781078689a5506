package dev.tocsin.report.domain.analytics;

/**
 * What values are possible; infinite where there is no bound.
 *
 * @param least no value is below
 * @param most no value is above
 */
public record Bounds(double least, double most) {
  /** Shares: errors, success. */
  public static final Bounds SHARE = new Bounds(0, 1);

  /** Percent: risk, utilisation. */
  public static final Bounds PERCENT = new Bounds(0, 100);

  /** Counts and durations. */
  public static final Bounds POSITIVE = new Bounds(0, Double.POSITIVE_INFINITY);

  /** Anything. */
  public static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  double clip(double value) {
    return Math.min(most, Math.max(least, value));
  }
}

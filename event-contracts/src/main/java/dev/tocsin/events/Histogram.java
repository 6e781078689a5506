package dev.tocsin.events;

/**
 * A latency distribution with explicit bounds, as OpenTelemetry and Prometheus send it.
 *
 * @param bounds upper bounds in milliseconds, inclusive, ascending
 * @param counts requests per bucket, one more than bounds: the last bucket has no upper bound
 */
public record Histogram(double[] bounds, long[] counts) {
  /** A value in milliseconds that stands for bucket {@code i}: its middle, or its finite bound. */
  public double representative(int i) {
    if (bounds.length == 0) {
      return 0;
    }
    if (i == bounds.length) {
      return bounds[i - 1];
    }
    return i == 0 ? bounds[0] / 2 : (bounds[i - 1] + bounds[i]) / 2;
  }
}

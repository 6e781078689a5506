package dev.tocsin.events;

/**
 * A latency distribution in buckets, as OpenTelemetry and Prometheus send it.
 *
 * @param bounds upper bounds in milliseconds, inclusive, ascending
 * @param counts requests per bucket, one more than bounds: the last bucket has no upper bound
 * @param logarithmic whether requests within a bucket are taken to lie evenly on a logarithmic
 *     scale, as in an exponential histogram, instead of a linear one
 * @param minMs the smallest latency, or null when nobody said
 * @param maxMs the largest latency, or null when nobody said
 */
public record Histogram(
    double[] bounds, long[] counts, boolean logarithmic, Double minMs, Double maxMs) {

  /** Less than this, in milliseconds, is no time at all: a nanosecond. */
  private static final double NO_TIME = 1e-6;

  /** Explicit bounds, and no more is known. */
  public Histogram(double[] bounds, long[] counts) {
    this(bounds, counts, false, null, null);
  }

  /**
   * An exponential histogram as OpenTelemetry defines it: bucket {@code i} of {@code counts} holds
   * the latencies over {@code base^(offset+i)} up to {@code base^(offset+i+1)} milliseconds, with
   * {@code base = 2^(2^-scale)}.
   *
   * @param zeros requests that took no time
   * @return null when requests lie in a bucket that begins at {@code most} or over it
   */
  static Histogram exponential(
      int scale, int offset, long zeros, long[] counts, Double minMs, Double maxMs, double most) {
    int from = 0;
    int to = counts.length;
    long none = zeros;
    // Buckets that end below a nanosecond are zero; so that neighbours always differ.
    while (from < to && bound(scale, (long) offset + from + 1) < NO_TIME) {
      none += counts[from++];
    }
    while (to > from && counts[to - 1] == 0) {
      to--;
    }
    if (to > from && bound(scale, (long) offset + to - 1) >= most) {
      return null;
    }
    // No request took less than nothing: the bucket up to 0 holds the zeros.
    double[] bounds = new double[to - from + 2];
    long[] all = new long[to - from + 3];
    all[0] = none;
    for (int i = 0; i <= to - from; i++) {
      bounds[i + 1] = Math.min(bound(scale, (long) offset + from + i), most);
    }
    System.arraycopy(counts, from, all, 2, to - from);
    return new Histogram(bounds, all, true, minMs, maxMs);
  }

  /** {@code base^index}; exact where it is a power of two. */
  private static double bound(int scale, long index) {
    if (scale <= 0) {
      // Far enough for any index: what is not finite and positive is beyond every latency.
      return Math.scalb(1.0, (int) Math.max(-5_000, Math.min(5_000, index << -scale)));
    }
    long exponent = Math.floorDiv(index, 1L << scale);
    double rest = (double) Math.floorMod(index, 1L << scale) / (1L << scale);
    return Math.scalb(Math.pow(2, rest), (int) Math.max(-5_000, Math.min(5_000, exponent)));
  }

  /**
   * A value in milliseconds that stands for bucket {@code i}: its middle, or its finite bound. Of a
   * logarithmic bucket the value that is equally far, relatively, from both ends.
   */
  public double representative(int i) {
    double low = low(i);
    double high = high(i);
    if (high == Double.POSITIVE_INFINITY) {
      return low;
    }
    return logarithmic && low > 0 ? 2 * low * high / (low + high) : (low + high) / 2;
  }

  /**
   * Requests that took at most {@code bound} milliseconds: exact where a bucket ends there, else
   * interpolated within the bucket.
   */
  public long atMost(double bound) {
    long sum = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        sum += Math.round(shareAtMost(i, bound) * counts[i]);
      }
    }
    return sum;
  }

  private double shareAtMost(int i, double bound) {
    double low = low(i);
    double high = high(i);
    if (high <= bound && high != Double.POSITIVE_INFINITY) {
      return 1;
    }
    if (bound <= low || high == Double.POSITIVE_INFINITY) {
      return 0;
    }
    return logarithmic && low > 0
        ? (Math.log(bound) - Math.log(low)) / (Math.log(high) - Math.log(low))
        : (bound - low) / (high - low);
  }

  private double low(int i) {
    return clamp(i == 0 ? 0 : bounds[i - 1]);
  }

  private double high(int i) {
    return clamp(i == bounds.length ? Double.POSITIVE_INFINITY : bounds[i]);
  }

  /** No request lies outside the smallest and the largest latency. */
  private double clamp(double value) {
    double least = minMs == null ? value : Math.max(value, minMs);
    return maxMs == null ? least : Math.min(least, maxMs);
  }
}

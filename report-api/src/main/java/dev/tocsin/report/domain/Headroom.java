package dev.tocsin.report.domain;

import java.util.Arrays;

/**
 * How far a service is from a rule's bound, and when it will be there if it goes on as it does.
 *
 * @param rule the rule's name; null when a metric was asked about
 * @param service the service
 * @param signal what the rule watches: {@code errorRate}, {@code meanLatency} or a metric's name
 * @param severity of the alert at this bound; null without a rule
 * @param bound the alert fires over it
 * @param current the last hour's figure
 * @param peak the highest hour's
 * @param headroom what is left of the bound, as a share of it; negative when it is over
 * @param overShare share of the hours over the bound, 0 to 1
 * @param slopePerDay the trend: Theil and Sen's median of the slopes between all pairs of hours
 * @param trend whether there is one at all: Mann and Kendall's test, 95%
 * @param saturatesAt when the trend reaches the bound, epoch milliseconds; null when there is no
 *     rising trend, when it is over already, or when that is more than a year off
 * @param hours how many hours with requests there are
 */
public record Headroom(
    String rule,
    String service,
    String signal,
    String severity,
    double bound,
    double current,
    double peak,
    double headroom,
    double overShare,
    Double slopePerDay,
    boolean trend,
    Long saturatesAt,
    int hours) {
  /** Fewer hours than this show no trend. */
  private static final int LEAST_HOURS = 24;

  /** All pairs of more would take long: the newest. */
  private static final int MOST_HOURS = 720;

  private static final double DAY_MS = 86_400_000;
  private static final double FARTHEST_DAYS = 365;

  /** The 97.5th percentile of the standard normal distribution. */
  private static final double Z = 1.959963984540054;

  /**
   * A rule's bound and whom it is about.
   *
   * @param signal what the rule watches
   */
  public record Bound(String rule, String service, String signal, String severity, double bound) {}

  /**
   * The headroom of these hours, oldest first, at least one.
   *
   * @param times the hours' starts, epoch milliseconds
   * @param values the signal in each
   */
  public static Headroom of(Bound of, long[] times, double[] values) {
    int from = Math.max(0, values.length - MOST_HOURS);
    long[] at = Arrays.copyOfRange(times, from, times.length);
    double[] figures = Arrays.copyOfRange(values, from, values.length);
    double current = figures[figures.length - 1];
    Double slope = figures.length < LEAST_HOURS ? null : slope(at, figures);
    boolean trend = slope != null && trend(figures);
    return new Headroom(
        of.rule(),
        of.service(),
        of.signal(),
        of.severity(),
        of.bound(),
        current,
        Arrays.stream(values).max().orElseThrow(),
        (of.bound() - current) / of.bound(),
        (double) Arrays.stream(values).filter(v -> v > of.bound()).count() / values.length,
        slope,
        trend,
        trend ? saturation(of.bound(), at, figures, slope) : null,
        values.length);
  }

  /** Median of all slopes, a day. */
  private static double slope(long[] at, double[] values) {
    double[] slopes = new double[values.length * (values.length - 1) / 2];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        slopes[n++] = (values[j] - values[i]) / (at[j] - at[i]) * DAY_MS;
      }
    }
    return median(slopes);
  }

  private static boolean trend(double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        sum += Math.signum(values[j] - values[i]);
      }
    }
    double n = values.length;
    double deviation = Math.sqrt(n * (n - 1) * (2 * n + 5) / 18);
    return (Math.abs(sum) - 1) / deviation > Z;
  }

  private static Long saturation(double bound, long[] at, double[] values, double slope) {
    long last = at[at.length - 1];
    double[] now = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      now[i] = values[i] + slope * (last - at[i]) / DAY_MS;
    }
    double days = (bound - median(now)) / slope;
    return slope > 0 && days > 0 && days <= FARTHEST_DAYS
        ? Long.valueOf(last + Math.round(days * DAY_MS))
        : null;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}

package dev.tocsin.report.domain;

import java.util.ArrayList;
import java.util.List;

/** How durations spread over bounds that people think in: from five minutes to a month. */
public final class DurationHistogram {
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final long[] BOUNDS = {
    0,
    5 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    DAY,
    3 * DAY,
    7 * DAY,
    30 * DAY
  };

  private DurationHistogram() {}

  /**
   * One bar.
   *
   * @param from seconds, inclusive
   * @param to seconds, exclusive; null for the last bar, which has no end
   * @param count how many durations
   */
  public record Bucket(long from, Long to, long count) {}

  /** All bars, empty ones too, of durations in milliseconds; no bars when there are none. */
  public static List<Bucket> of(long[] durations) {
    if (durations.length == 0) {
      return List.of();
    }
    long[] counts = new long[BOUNDS.length];
    for (long duration : durations) {
      int bucket = BOUNDS.length - 1;
      while (duration < BOUNDS[bucket] * 1_000) {
        bucket--;
      }
      counts[bucket]++;
    }
    List<Bucket> buckets = new ArrayList<>();
    for (int i = 0; i < BOUNDS.length; i++) {
      Long to = i + 1 < BOUNDS.length ? BOUNDS[i + 1] : null;
      buckets.add(new Bucket(BOUNDS[i], to, counts[i]));
    }
    return buckets;
  }
}

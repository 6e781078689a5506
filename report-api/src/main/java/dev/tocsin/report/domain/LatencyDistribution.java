package dev.tocsin.report.domain;

import dev.tocsin.events.Sketch;
import java.util.ArrayList;
import java.util.List;

/** How latencies spread over bounds in the series 1, 2, 5, from a sketch: bounds are within 1%. */
public final class LatencyDistribution {
  private static final long[] BOUNDS = {
    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 60_000
  };

  private LatencyDistribution() {}

  /**
   * One bar.
   *
   * @param overMs milliseconds, exclusive; the first bar begins at 0, inclusive
   * @param toMs milliseconds, inclusive; null for the last bar, which has no end
   * @param count how many requests
   */
  public record Bucket(long overMs, Long toMs, long count) {}

  /** The bars from the fastest to the slowest request; none when there are no requests. */
  public static List<Bucket> of(Sketch latency) {
    long total = latency.count();
    List<Bucket> buckets = new ArrayList<>();
    long before = 0;
    long over = 0;
    for (int i = 0; i <= BOUNDS.length && before < total; i++) {
      Long to = i < BOUNDS.length ? BOUNDS[i] : null;
      long within = to == null ? total : Math.round(latency.shareAtMost(to) * total);
      if (within > before || !buckets.isEmpty()) {
        buckets.add(new Bucket(over, to, within - before));
      }
      before = within;
      over = to == null ? over : to;
    }
    return buckets;
  }
}

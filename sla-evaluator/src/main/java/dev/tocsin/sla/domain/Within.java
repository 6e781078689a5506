package dev.tocsin.sla.domain;

import dev.tocsin.events.Histogram;
import dev.tocsin.events.Sketch;
import java.util.Arrays;

/**
 * Requests at or under the bounds that objectives declare: exact counts. A bound that was declared
 * only after a part of the requests had been counted knows how many it missed; those are estimated
 * from the sketch.
 */
public final class Within {
  private static final double[] NONE = {};
  private static final long[] NO_COUNTS = {};

  private double[] bounds = NONE;

  /** For each bound how many requests are at or under it, and of how many that is known. */
  private long[] counts = NO_COUNTS;

  /** Counts one request under each declared bound. */
  void add(double[] declared, double latencyMs) {
    cover(declared);
    for (int i = 0; i < bounds.length; i++) {
      if (declared == bounds || Arrays.binarySearch(declared, bounds[i]) >= 0) {
        counts[2 * i] += latencyMs <= bounds[i] ? 1 : 0;
        counts[2 * i + 1]++;
      }
    }
  }

  /** Counts aggregated requests: exact where a bucket ends at the bound, else interpolated. */
  void add(double[] declared, Histogram histogram, long count) {
    cover(declared);
    for (double bound : declared) {
      add(bound, histogram.atMost(bound), count);
    }
  }

  /** Counts {@code within} of {@code counted} requests under a bound. */
  public void add(double bound, long withinBound, long countedRequests) {
    int i = Arrays.binarySearch(bounds, bound);
    if (i < 0) {
      i = -i - 1;
      insert(i, bound);
    }
    counts[2 * i] += withinBound;
    counts[2 * i + 1] += countedRequests;
  }

  /** Nothing counted; the next requests are most likely held against the same bounds. */
  void clear() {
    Arrays.fill(counts, 0);
  }

  void merge(Within other) {
    other.forEach(this::add);
  }

  public void forEach(Bound visitor) {
    for (int i = 0; i < bounds.length; i++) {
      visitor.accept(bounds[i], counts[2 * i], counts[2 * i + 1]);
    }
  }

  /** How many bounds. */
  public int size() {
    return bounds.length;
  }

  /**
   * Requests at or under the bound, of {@code count}: exact when the bound was declared before the
   * first of them, otherwise as near as the sketch knows.
   */
  public long atMost(double bound, long count, Sketch sketch) {
    int i = Arrays.binarySearch(bounds, bound);
    long known = i < 0 ? 0 : counts[2 * i];
    long missed = i < 0 ? count : count - counts[2 * i + 1];
    if (missed == 0 || count == 0) {
      return known;
    }
    long estimate = Math.round(sketch.shareAtMost(bound) * count);
    return Math.max(known, Math.min(known + missed, estimate));
  }

  private void cover(double[] declared) {
    if (declared == bounds || Arrays.equals(declared, bounds)) {
      return;
    }
    if (Arrays.stream(counts).allMatch(each -> each == 0)) {
      bounds = declared;
      counts = new long[2 * declared.length];
      return;
    }
    for (double bound : declared) {
      int i = Arrays.binarySearch(bounds, bound);
      if (i < 0) {
        insert(-i - 1, bound);
      }
    }
  }

  private void insert(int at, double bound) {
    double[] widerBounds = Arrays.copyOf(bounds, bounds.length + 1);
    System.arraycopy(bounds, at, widerBounds, at + 1, bounds.length - at);
    widerBounds[at] = bound;
    long[] wider = Arrays.copyOf(counts, counts.length + 2);
    System.arraycopy(counts, 2 * at, wider, 2 * at + 2, counts.length - 2 * at);
    wider[2 * at] = 0;
    wider[2 * at + 1] = 0;
    bounds = widerBounds;
    counts = wider;
  }

  /** Takes one bound's counts. */
  @FunctionalInterface
  public interface Bound {
    void accept(double bound, long within, long counted);
  }
}

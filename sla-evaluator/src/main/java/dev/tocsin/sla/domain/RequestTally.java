package dev.tocsin.sla.domain;

import dev.tocsin.events.Histogram;
import dev.tocsin.events.RequestEvent;
import dev.tocsin.events.RequestView;
import dev.tocsin.events.Sketch;

/** Requests of one series and minute. */
public final class RequestTally extends Tally {
  /** Longest latency, or sum of latencies in one event, that can be counted: 292 years. */
  public static final double MOST_MS = Long.MAX_VALUE / 1e6;

  private final Within within = new Within();
  private final Sketch latency = new Sketch();
  private long errors;
  private long sumNanos;
  private double minMs = Double.POSITIVE_INFINITY;
  private double maxMs = Double.NEGATIVE_INFINITY;

  /**
   * Counts one event.
   *
   * @param bounds the latency bounds that are declared for its service, ascending
   */
  public void add(RequestEvent event, double[] bounds) {
    add(event.count(), event.errors(), event.latencySumMs(), event.latency(), bounds);
  }

  /** As {@link #add(RequestEvent, double[])}. */
  public void add(RequestView event, double[] bounds) {
    add(event.count(), event.errors(), event.latencySumMs(), event.latency(), bounds);
  }

  private void add(long count, long failed, double ms, Histogram histogram, double[] bounds) {
    add(count);
    errors += failed;
    addNanos(Math.round(ms * 1e6));
    if (histogram == null) {
      latency.add(ms, 1);
      within.add(bounds, ms);
      minMs = Math.min(minMs, ms);
      maxMs = Math.max(maxMs, ms);
    } else {
      long[] counts = histogram.counts();
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] > 0) {
          latency.add(histogram.representative(i), counts[i]);
        }
      }
      within.add(bounds, histogram, count);
      minMs = histogram.minMs() == null ? minMs : Math.min(minMs, histogram.minMs());
      maxMs = histogram.maxMs() == null ? maxMs : Math.max(maxMs, histogram.maxMs());
    }
  }

  @Override
  void mergeFigures(Tally other) {
    RequestTally that = (RequestTally) other;
    errors += that.errors;
    addNanos(that.sumNanos);
    minMs = Math.min(minMs, that.minMs);
    maxMs = Math.max(maxMs, that.maxMs);
    within.merge(that.within);
    latency.merge(that.latency);
  }

  @Override
  void clearFigures() {
    errors = 0;
    sumNanos = 0;
    minMs = Double.POSITIVE_INFINITY;
    maxMs = Double.NEGATIVE_INFINITY;
    within.clear();
    latency.clear();
  }

  /** Restores the figures that are not mergeable parts of their own. */
  public void restore(long errorCount, long nanos, double least, double most, byte[] sketch) {
    errors = errorCount;
    sumNanos = nanos;
    minMs = least;
    maxMs = most;
    latency.merge(sketch);
  }

  public long errors() {
    return errors;
  }

  /** Sum of latencies in nanoseconds; whole numbers, so that the order of events cannot matter. */
  public long sumNanos() {
    return sumNanos;
  }

  /** Smallest latency that was said, or infinity when only aggregates without one came. */
  public double minMs() {
    return minMs;
  }

  /** Largest latency that was said, or negative infinity when only aggregates without one came. */
  public double maxMs() {
    return maxMs;
  }

  public Within within() {
    return within;
  }

  public Sketch latency() {
    return latency;
  }

  /** Requests at or under the bound. */
  public long atMost(double bound) {
    return within.atMost(bound, count(), latency);
  }

  // Saturates: of non-negative numbers that is still the same in any order.
  private void addNanos(long nanos) {
    long sum = sumNanos + nanos;
    sumNanos = sum < 0 ? Long.MAX_VALUE : sum;
  }
}

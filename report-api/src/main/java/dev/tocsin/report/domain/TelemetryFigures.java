package dev.tocsin.report.domain;

import dev.tocsin.events.Sketch;
import java.util.List;

/**
 * The figures of a set of requests.
 *
 * @param key what they have in common; null for all
 * @param count requests
 * @param errors failed ones
 * @param successRate share that succeeded, null when there were none; so is every other figure
 * @param errorRate share that failed
 * @param errorsPerHour failed ones for each hour of the range
 * @param latency the latency
 */
public record TelemetryFigures(
    String key,
    long count,
    long errors,
    Double successRate,
    Double errorRate,
    Double errorsPerHour,
    Latency latency) {

  /**
   * Latency in milliseconds: the mean exact, the percentiles from merged sketches, within 1%.
   *
   * @param mean sum over count
   * @param p50 the median
   * @param p95 the 95th percentile
   * @param p99 the 99th percentile
   */
  public record Latency(Double mean, Double p50, Double p95, Double p99) {}

  /** Collects slices; not thread-safe. */
  static final class Collector {
    private long count;
    private long errors;
    private double latencySum;
    private final Sketch latency = new Sketch();
    private Sketch removed;

    void add(RequestSlice slice) {
      count += slice.count();
      errors += slice.errors();
      latencySum += slice.latencySumMs();
      latency.merge(slice.latency());
    }

    /** Takes away what is a part of another slice that was added, or will be. */
    void remove(RequestSlice slice) {
      count -= slice.count();
      errors -= slice.errors();
      latencySum -= slice.latencySumMs();
      if (removed == null) {
        removed = new Sketch();
      }
      removed.merge(slice.latency());
    }

    long count() {
      return count;
    }

    void add(Collector part) {
      count += part.count;
      errors += part.errors;
      latencySum += part.latencySum;
      latency.merge(part.latency);
    }

    TelemetryFigures figures(String key, double hours) {
      if (removed != null) {
        latency.subtract(removed);
        removed = null;
      }
      if (count == 0) {
        return new TelemetryFigures(
            key, 0, 0, null, null, null, new Latency(null, null, null, null));
      }
      return new TelemetryFigures(
          key,
          count,
          errors,
          (double) (count - errors) / count,
          (double) errors / count,
          hours > 0 ? errors / hours : null,
          new Latency(latencySum / count, quantile(0.5), quantile(0.95), quantile(0.99)));
    }

    List<LatencyDistribution.Bucket> distribution() {
      return LatencyDistribution.of(latency);
    }

    private Double quantile(double share) {
      double value = latency.quantile(share);
      return Double.isNaN(value) ? null : value;
    }
  }
}

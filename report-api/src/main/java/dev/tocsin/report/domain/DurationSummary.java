package dev.tocsin.report.domain;

import java.util.Arrays;

/**
 * Durations of many incidents, in seconds. What is missing or negative is counted and never
 * averaged as 0.
 *
 * @param mean the arithmetic mean, null when {@code n} is 0; so are the percentiles
 * @param median the 50th percentile; all by linear interpolation between closest ranks (SQL's
 *     {@code percentile_cont})
 * @param p90 the 90th percentile
 * @param p95 the 95th percentile
 * @param n how many durations there are
 * @param pending incidents still open that lack one of the two points
 * @param notApplicable closed incidents that lack one of the two points for good
 * @param invalid incidents whose duration would be negative
 */
public record DurationSummary(
    Double mean,
    Double median,
    Double p90,
    Double p95,
    long n,
    long pending,
    long notApplicable,
    long invalid) {
  private static final double MILLIS = 1_000;

  /** Collects durations; not thread-safe. */
  public static final class Collector {
    private long[] durations = new long[8];
    private int size;
    private long pending;
    private long notApplicable;
    private long invalid;

    /**
     * Adds one incident's points.
     *
     * @param from the earlier one, epoch milliseconds, or null while unknown
     * @param to the later one, or null while unknown
     * @param closed whether nobody will ever supply what is missing: then it is not applicable
     */
    public void add(Long from, Long to, boolean closed) {
      if (from == null || to == null) {
        pending += closed ? 0 : 1;
        notApplicable += closed ? 1 : 0;
      } else if (to < from) {
        invalid++;
      } else {
        if (size == durations.length) {
          durations = Arrays.copyOf(durations, size * 2);
        }
        durations[size++] = to - from;
      }
    }

    public DurationSummary summary() {
      if (size == 0) {
        return new DurationSummary(null, null, null, null, 0, pending, notApplicable, invalid);
      }
      Arrays.sort(durations, 0, size);
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += durations[i];
      }
      return new DurationSummary(
          sum / size / MILLIS,
          percentile(0.5),
          percentile(0.9),
          percentile(0.95),
          size,
          pending,
          notApplicable,
          invalid);
    }

    /** The durations collected so far, in milliseconds, in no order. */
    long[] durations() {
      return Arrays.copyOf(durations, size);
    }

    private double percentile(double share) {
      double rank = share * (size - 1);
      int below = (int) rank;
      int above = Math.min(below + 1, size - 1);
      double fraction = rank - below;
      return (durations[below] + fraction * (durations[above] - durations[below])) / MILLIS;
    }
  }
}

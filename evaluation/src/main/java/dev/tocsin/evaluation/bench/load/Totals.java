package dev.tocsin.evaluation.bench.load;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What request events add up to: requests, errors and latency by service and minute. */
public final class Totals {
  private final Map<Cell, long[]> cells = new HashMap<>();
  private long count;
  private long errors;
  private long latencyNanos;

  /**
   * Adds to one service's minute; negative figures take back what was added.
   *
   * @param minute its start, epoch milliseconds
   */
  public void add(String service, long minute, long requests, long failed, long nanos) {
    long[] cell = cells.computeIfAbsent(new Cell(service, minute), c -> new long[3]);
    cell[0] += requests;
    cell[1] += failed;
    cell[2] += nanos;
    count += requests;
    errors += failed;
    latencyNanos += nanos;
  }

  /** Requests. */
  public long count() {
    return count;
  }

  /** Failed requests. */
  public long errors() {
    return errors;
  }

  /** The sum of latencies. */
  public long latencyNanos() {
    return latencyNanos;
  }

  /** The first difference between these and those, or null when they are the same. */
  public String difference(Totals those) {
    for (Map.Entry<Cell, long[]> each : cells.entrySet()) {
      long[] other = those.cells.getOrDefault(each.getKey(), new long[3]);
      if (!Arrays.equals(each.getValue(), other)) {
        return each.getKey()
            + ": "
            + Arrays.toString(each.getValue())
            + " and "
            + Arrays.toString(other);
      }
    }
    return cells.size() == those.cells.size()
        ? null
        : cells.size() + " and " + those.cells.size() + " minutes of services";
  }

  private record Cell(String service, long minute) {}
}

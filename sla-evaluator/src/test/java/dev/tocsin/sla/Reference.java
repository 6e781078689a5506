package dev.tocsin.sla;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The evaluator as one would write it first: all events in a list, one thread, no state, everything
 * worked out anew. What the real one says has to be the same.
 */
final class Reference {
  private Reference() {}

  /** A request: when, whether it failed, how long it took. */
  record Event(String service, long timestamp, boolean failed, double latencyMs) {}

  /** A final verdict's figures. */
  record Expected(long periodEnd, long good, long total, String status, double coverage) {}

  /** What counts as good in an event. */
  interface Good {
    boolean test(Event event);
  }

  /**
   * Final verdicts of a ratio objective, from the first slice with data to the last that is due.
   *
   * @param end event time that everything is final through
   */
  static List<Expected> verdicts(
      List<Event> events, Good good, double target, long measurement, int slots, long end) {
    Map<Long, long[]> slices = new TreeMap<>();
    for (Event each : events) {
      long[] counts =
          slices.computeIfAbsent(each.timestamp() / measurement, s -> new long[] {0, 0});
      counts[0] += good.test(each) ? 1 : 0;
      counts[1]++;
    }
    List<Expected> verdicts = new ArrayList<>();
    long first = slices.keySet().iterator().next();
    boolean silent = false;
    for (long slice = first; (slice + 1) * measurement <= end; slice++) {
      long[] sum = {0, 0, 0};
      for (long each = slice - slots + 1; each <= slice; each++) {
        long[] counts = slices.get(each);
        if (counts != null) {
          sum[0] += counts[0];
          sum[1] += counts[1];
          sum[2]++;
        }
      }
      String status =
          sum[1] == 0 ? "NO_DATA" : (double) sum[0] / sum[1] >= target ? "MET" : "VIOLATED";
      // A period without any data is said once.
      if (sum[1] > 0 || !silent) {
        verdicts.add(
            new Expected(
                (slice + 1) * measurement, sum[0], sum[1], status, (double) sum[2] / slots));
      }
      silent = sum[1] == 0;
    }
    return verdicts;
  }
}

package dev.tocsin.sla;

import dev.tocsin.events.Sketch;
import java.util.ArrayList;
import java.util.HashMap;
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
  record Event(String service, String operation, long timestamp, boolean failed, double latencyMs) {
    Event(String service, long timestamp, boolean failed, double latencyMs) {
      this(service, "", timestamp, failed, latencyMs);
    }
  }

  /** Figures of some requests. */
  record Counted(
      long count, long errors, double sumMs, Double minMs, Double maxMs, Sketch latency) {
    static Counted of(Event event) {
      Sketch sketch = new Sketch();
      sketch.add(event.latencyMs(), 1);
      double ms = event.latencyMs();
      return new Counted(1, event.failed() ? 1 : 0, ms, ms, ms, sketch);
    }

    Counted plus(Counted other) {
      Sketch both = latency.copy();
      both.merge(other.latency);
      return new Counted(
          count + other.count,
          errors + other.errors,
          sumMs + other.sumMs,
          Math.min(minMs, other.minMs),
          Math.max(maxMs, other.maxMs),
          both);
    }
  }

  /** A final verdict's figures. */
  record Expected(long periodEnd, long good, long total, String status, double coverage) {}

  /** From when to when something was violated. */
  record Span(long began, Long ended) {}

  /** What a minute of a service's operation adds up to. */
  record Minute(String service, String operation, long start) {}

  /** What counts as good in an event. */
  interface Good {
    boolean test(Event event);
  }

  /** Requests, failed ones, and the sum of latencies, by minute. */
  static Map<Minute, Counted> minutes(List<Event> events) {
    Map<Minute, Counted> minutes = new HashMap<>();
    for (Event each : events) {
      minutes.merge(
          new Minute(each.service(), each.operation(), each.timestamp() / 60_000 * 60_000),
          Counted.of(each),
          Counted::plus);
    }
    return minutes;
  }

  /**
   * Violated from the first verdict that says so until the next one that is met.
   *
   * @param end when the last one ends if no verdict ends it
   */
  static List<Span> violations(List<Expected> verdicts, long measurement, long end) {
    List<Span> spans = new ArrayList<>();
    Long began = null;
    for (Expected each : verdicts) {
      long start = each.periodEnd() - measurement;
      if (each.status().equals("VIOLATED") && began == null) {
        began = start;
      } else if (each.status().equals("MET") && began != null) {
        spans.add(new Span(began, start));
        began = null;
      }
    }
    if (began != null) {
      spans.add(new Span(began, end));
    }
    return spans;
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

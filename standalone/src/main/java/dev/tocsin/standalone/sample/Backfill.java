package dev.tocsin.standalone.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The recent past at low cost: the same requests as the workload would have sent, ten seconds of
 * one operation in one event, and all else as it is. An event has one region and one device type,
 * those of its first request: in sum their shares are right, without a series for each combination.
 */
final class Backfill {
  /** Seconds that go into one event. */
  static final int STEP = 10;

  private static final double[] BOUNDS = {
    1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 25, 32, 40, 50, 63, 80, 100, 126, 160, 200, 250, 400, 1_000
  };

  private final Workload workload;

  Backfill(Workload workload) {
    this.workload = workload;
  }

  /** All events from {@code from} (inclusive) to {@code to} (exclusive), epoch seconds. */
  List<SampleEvent> between(long from, long to) {
    List<SampleEvent> events = new ArrayList<>();
    for (long second = from; second < to; second += STEP) {
      Map<String, List<SampleEvent.Request>> series = new LinkedHashMap<>();
      for (long each = second; each < Math.min(to, second + STEP); each++) {
        for (SampleEvent event : workload.at(each)) {
          if (event instanceof SampleEvent.Request one) {
            series
                .computeIfAbsent(one.service() + "/" + one.operation(), key -> new ArrayList<>())
                .add(one);
          } else {
            events.add(event);
          }
        }
      }
      series.values().forEach(requests -> events.add(together(requests)));
    }
    return events;
  }

  private static SampleEvent.Requests together(List<SampleEvent.Request> requests) {
    SampleEvent.Request first = requests.get(0);
    long[] counts = new long[BOUNDS.length + 1];
    for (SampleEvent.Request request : requests) {
      int at = Arrays.binarySearch(BOUNDS, request.latencyMs());
      counts[at < 0 ? -at - 1 : at]++;
    }
    double sum = requests.stream().mapToDouble(SampleEvent.Request::latencyMs).sum();
    return new SampleEvent.Requests(
        first.timestamp(),
        first.service(),
        first.operation(),
        first.region(),
        first.deviceType(),
        requests.size(),
        requests.stream().filter(request -> !request.success()).count(),
        new SampleEvent.Latency(Math.round(sum * 1_000) / 1_000.0, BOUNDS, counts),
        "sum-" + first.id());
  }
}

package dev.tocsin.standalone.sample;

import dev.tocsin.events.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;

/**
 * The newest minute of what was sent. A service's events are counted in their order, so when it is
 * in the reports, all that was sent before it is.
 *
 * @param start of the minute, epoch milliseconds; 0 when nothing was sent
 * @param requests that were sent of it, those of an aggregated event each
 */
public record LastMinute(long start, long requests) {
  private static final long MINUTE_MS = 60_000;
  private static final int TIMEOUT_MILLIS = 5_000;

  /** Of events in any order. */
  static LastMinute of(List<? extends SampleEvent> events) {
    long newest =
        events.stream()
            .filter(event -> requests(event) > 0)
            .mapToLong(SampleEvent::timestamp)
            .max()
            .orElse(0);
    long start = newest - newest % MINUTE_MS;
    return new LastMinute(
        start,
        events.stream()
            .filter(event -> event.timestamp() >= start)
            .mapToLong(LastMinute::requests)
            .sum());
  }

  /** How many requests an event stands for. */
  private static long requests(SampleEvent event) {
    if (event instanceof SampleEvent.Requests many) {
      return many.count();
    }
    return event instanceof SampleEvent.Request ? 1 : 0;
  }

  /**
   * Whether all of it is part of what a report answers by now; false also while there is no answer.
   *
   * @param reportApi where the report API listens, without a path
   */
  public boolean counted(URI reportApi) {
    if (requests == 0) {
      return true;
    }
    String range = "?from=%d&to=%d".formatted(start, start + MINUTE_MS);
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              reportApi.resolve("/api/v1/reports/telemetry" + range).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try (InputStream answer = connection.getInputStream()) {
        return Json.mapper().readTree(answer).path("count").asLong() >= requests;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}

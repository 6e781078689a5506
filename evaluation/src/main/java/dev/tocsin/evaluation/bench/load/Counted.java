package dev.tocsin.evaluation.bench.load;

import dev.tocsin.events.Json;

/**
 * What a job has counted for one series and minute, as it stands on its topic. Of one series and
 * minute the newest record counts.
 *
 * @param start the minute's start, epoch milliseconds
 */
public record Counted(
    String service,
    String operation,
    String region,
    String deviceType,
    long start,
    long count,
    long errors,
    double latencySumMs) {

  /** From the JSON of a slice, or of what the other jobs publish. */
  public static Counted read(byte[] json) {
    return Json.read(json, Counted.class);
  }

  /** The sum of latencies in nanoseconds, in which sums are exact. */
  public long latencyNanos() {
    return Math.round(latencySumMs * 1e6);
  }

  /** Which series and minute. */
  public Key key() {
    return new Key(service, operation, region, deviceType, start);
  }

  /** A series' minute. */
  public record Key(
      String service, String operation, String region, String deviceType, long start) {}
}

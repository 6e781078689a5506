package dev.tocsin.evaluation.bench.job;

import dev.tocsin.events.Sketch;
import dev.tocsin.events.Slice;
import java.util.Map;

/**
 * A slice while it is counted, as the other jobs keep it: the same figures and the same sketch as
 * the evaluator's. Public fields, which databind and Flink both know.
 */
public final class SeriesMinute {
  public String operation;
  public String region;
  public String deviceType;
  public long count;
  public long errors;
  public long latencyNanos;
  public double leastMs = Double.MAX_VALUE;
  public double mostMs;
  public Sketch latency = new Sketch();

  void add(DslJob.Request event) {
    add(event.operation(), event.region(), event.deviceType(), event.latencyMs(), event.success());
  }

  void add(String what, String where, String device, double latencyMs, boolean success) {
    operation = what;
    region = where;
    deviceType = device;
    count++;
    errors += success ? 0 : 1;
    latencyNanos += Math.round(latencyMs * 1e6);
    leastMs = Math.min(leastMs, latencyMs);
    mostMs = Math.max(mostMs, latencyMs);
    latency.add(latencyMs, 1);
  }

  void merge(SeriesMinute other) {
    count += other.count;
    errors += other.errors;
    latencyNanos += other.latencyNanos;
    leastMs = Math.min(leastMs, other.leastMs);
    mostMs = Math.max(mostMs, other.mostMs);
    latency.merge(other.latency);
  }

  Slice slice(String service, long start) {
    return new Slice(
        service,
        operation,
        region,
        deviceType,
        start,
        count,
        errors,
        latencyNanos / 1e6,
        leastMs,
        mostMs,
        Map.of(),
        latency,
        1,
        false);
  }
}

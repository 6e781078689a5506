package dev.tocsin.standalone.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tocsin.standalone.replay.EventKind;
import java.io.UncheckedIOException;
import java.util.Map;

/** An event as the HTTP API takes it; the components are the JSON's fields, null is left out. */
public sealed interface SampleEvent {
  /** Where it is sent to. */
  EventKind kind();

  /** Its time in epoch milliseconds. */
  long timestamp();

  /** Its JSON, one line without its end. */
  default byte[] json() {
    try {
      return Writer.JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One request of one device. */
  record Request(
      long timestamp,
      String service,
      String operation,
      String region,
      String deviceType,
      Map<String, String> labels,
      double latencyMs,
      boolean success,
      int statusCode,
      String id)
      implements SampleEvent {
    @Override
    public EventKind kind() {
      return EventKind.REQUESTS;
    }
  }

  /** Several requests in one event. */
  record Requests(
      long timestamp,
      String service,
      String operation,
      String region,
      String deviceType,
      long count,
      long errors,
      Latency latency,
      String id)
      implements SampleEvent {
    @Override
    public EventKind kind() {
      return EventKind.REQUESTS;
    }
  }

  /**
   * How long several requests took.
   *
   * @param sum of all, in milliseconds
   * @param bounds of the buckets, inclusive upper ones in milliseconds
   * @param counts per bucket, one more than bounds
   */
  record Latency(double sum, double[] bounds, long[] counts) {}

  /** A service's gauges. */
  record Metrics(long timestamp, String service, Map<String, Double> metrics)
      implements SampleEvent {
    @Override
    public EventKind kind() {
      return EventKind.METRICS;
    }
  }

  /** A prober's word on a service. */
  record Check(
      long timestamp,
      String service,
      String check,
      boolean up,
      double durationMs,
      String reason,
      long intervalMs)
      implements SampleEvent {
    @Override
    public EventKind kind() {
      return EventKind.CHECKS;
    }
  }

  /** A service's log lines, {@code count} equal ones. */
  record Log(long timestamp, String service, String level, String message, long count)
      implements SampleEvent {
    @Override
    public EventKind kind() {
      return EventKind.LOGS;
    }
  }

  /** What is known of an incident. */
  record Incident(
      long timestamp,
      String incidentId,
      String service,
      String severity,
      String state,
      String rootCause,
      String team,
      String category,
      Long startedAt,
      Long detectedAt,
      Long acknowledgedAt,
      Long mitigatedAt,
      Long resolvedAt,
      Boolean slaMet)
      implements SampleEvent {
    @Override
    public EventKind kind() {
      return EventKind.INCIDENTS;
    }
  }

  /** Keeps the mapper out of the events' sight. */
  final class Writer {
    private static final ObjectMapper JSON =
        JsonMapper.builder()
            .defaultPropertyInclusion(
                JsonInclude.Value.construct(
                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .build();

    private Writer() {}
  }
}

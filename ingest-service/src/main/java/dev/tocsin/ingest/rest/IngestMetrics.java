package dev.tocsin.ingest.rest;

import dev.tocsin.ingest.domain.EventKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the service counts; every meter exists from the first request of its kind. */
@Singleton
class IngestMetrics {
  private static final String EVENTS = "tocsin.ingest.events";

  private final MeterRegistry registry;

  IngestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void watch(MemoryBudget budget, AtomicInteger requests) {
    Gauge.builder("tocsin.ingest.buffered.bytes", budget, MemoryBudget::used)
        .description("memory that bodies take now")
        .strongReference(true)
        .register(registry);
    Gauge.builder("tocsin.ingest.requests.active", requests, AtomicInteger::get)
        .description("requests that are being served now")
        .strongReference(true)
        .register(registry);
  }

  void received(EventKind kind, int bytes) {
    Counter.builder("tocsin.ingest.body.bytes")
        .description("bytes of bodies as sent")
        .tag("kind", kind.path())
        .register(registry)
        .increment(bytes);
  }

  void refused(EventKind kind, Map<String, Integer> byField) {
    byField.forEach(
        (field, count) ->
            Counter.builder("tocsin.ingest.refused")
                .description("events refused, by the field to blame")
                .tag("kind", kind.path())
                .tag("field", field.isEmpty() ? "none" : field)
                .register(registry)
                .increment(count));
  }

  void acknowledged(EventKind kind, int events, long nanos) {
    count(kind, "acknowledged", events);
    Timer.builder("tocsin.ingest.acknowledgement")
        .description("from the last send of a request to Kafka's last acknowledgement")
        .tag("kind", kind.path())
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  void notAcknowledged(EventKind kind, int events) {
    count(kind, "unacknowledged", events);
  }

  private void count(EventKind kind, String outcome, int events) {
    Counter.builder(EVENTS)
        .description("accepted events by what Kafka said")
        .tag("kind", kind.path())
        .tag("outcome", outcome)
        .register(registry)
        .increment(events);
  }
}

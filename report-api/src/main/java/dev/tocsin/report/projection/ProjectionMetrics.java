package dev.tocsin.report.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The projection's own figures. */
@Singleton
class ProjectionMetrics {
  private final MeterRegistry registry;
  private final Timer batches;
  private final Timer latency;

  ProjectionMetrics(MeterRegistry registry, ProjectionStatus status) {
    this.registry = registry;
    this.batches = Timer.builder("tocsin.projection.batch").register(registry);
    this.latency = Timer.builder("tocsin.projection.latency").register(registry);
    Gauge.builder("tocsin.projection.lag", status, ProjectionStatus::lag).register(registry);
  }

  /** Records of a topic that became rows. */
  void projected(String topic, int records) {
    registry.counter("tocsin.projection.records", "topic", topic).increment(records);
  }

  /** A record, or an event of it, that was refused. */
  void refused(String topic) {
    registry.counter("tocsin.projection.refused", "topic", topic).increment();
  }

  /** Records that were deleted from a topic before they were projected. */
  void lost(String topic, long records) {
    registry.counter("tocsin.projection.lost", "topic", topic).increment(records);
  }

  /**
   * A transaction.
   *
   * @param took how long it took
   * @param oldest how long its oldest record had waited since Kafka took it
   */
  void batch(Duration took, Duration oldest) {
    batches.record(took);
    latency.record(oldest);
  }
}

package dev.tocsin.ingest;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The only class that knows both CDI and Kafka's clients. */
@Startup
@Singleton
class IngestWiring {
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final KafkaProducer<String, byte[]> producer;
  private final Admin admin;
  private final KafkaClientMetrics metrics;

  IngestWiring(IngestConfig config, MeterRegistry registry) {
    producer =
        new KafkaProducer<>(
            producerSettings(config), new StringSerializer(), new ByteArraySerializer());
    admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.kafka().bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                2_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2_000));
    metrics = new KafkaClientMetrics(producer);
    metrics.bindTo(registry);
  }

  static Map<String, Object> producerSettings(IngestConfig config) {
    int delivery = (int) config.ingest().deliveryTimeout().toMillis();
    return Map.ofEntries(
        Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers()),
        Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "tocsin-ingest"),
        Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false),
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5),
        Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 5),
        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024),
        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20),
        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery),
        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 2),
        // A send blocks its thread while metadata or buffer memory is missing.
        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, delivery / 4));
  }

  @Produces
  @Singleton
  EventPublisher publisher() {
    return new EventPublisher(producer);
  }

  @Produces
  @Singleton
  Admin admin() {
    return admin;
  }

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  void stop(@Observes ShutdownEvent event) {
    metrics.close();
    producer.close(CLOSE_TIMEOUT);
    admin.close(CLOSE_TIMEOUT);
  }
}

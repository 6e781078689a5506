package dev.tocsin.report.projection;

import dev.tocsin.events.Topics;
import dev.tocsin.report.ReportConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.flywaydb.core.Flyway;

/** Starts the projection with the service and stops it first. */
@Singleton
class ProjectionWiring {
  private static final long STOP_MS = 5_000;

  private final ReportConfig config;
  private final MeterRegistry registry;
  private final Projection projection;
  private final Thread thread;

  ProjectionWiring(
      ReportConfig config,
      Pool pool,
      Flyway flyway,
      Producer<String, byte[]> producer,
      LiveFeed feed,
      ProjectionStatus status,
      ProjectionMetrics metrics,
      MeterRegistry registry,
      Clock clock) {
    this.config = config;
    this.registry = registry;
    Topics topics = new Topics(config.topicPrefix());
    List<Source> sources = new Sources(topics, config.report().maxClockSkew(), clock).all();
    List<String> names = sources.stream().map(Source::topic).toList();
    this.projection =
        new Projection(
            new Projection.Parts(
                flyway::migrate,
                this::consumer,
                new Starts(config.kafka().bootstrapServers(), names, metrics),
                sources,
                new Ledger(pool),
                new DeadLetters(producer, topics.deadLetters()),
                feed,
                status,
                metrics,
                clock),
            config.instanceId(),
            config.report().lease());
    this.thread = new Thread(projection, "projection");
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    projection.close();
    thread.join(STOP_MS);
  }

  /** Whether the projection's thread is there; it retries by itself as long as it is. */
  boolean alive() {
    return thread.isAlive();
  }

  private Consumer<String, byte[]> consumer() {
    // Little in flight: 40 partitions share a small heap.
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            config.kafka().bootstrapServers(),
            ConsumerConfig.CLIENT_ID_CONFIG,
            "report-projection-" + config.instanceId(),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            config.report().batchSize(),
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            4 << 20,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            1 << 19);
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    new KafkaClientMetrics(consumer).bindTo(registry);
    return consumer;
  }
}

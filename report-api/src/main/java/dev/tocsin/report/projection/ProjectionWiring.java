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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.flywaydb.core.Flyway;

/** Starts the projection with the service and stops it first. Live means: its thread is there. */
@Liveness
@Singleton
class ProjectionWiring implements HealthCheck {
  private static final long STOP_MS = 5_000;
  private static final int MOST_AT_ONCE = 2_000;

  private final ReportConfig config;
  private final MeterRegistry registry;
  private final Projection projection;
  private final Retention retention;
  private final Thread thread;
  private final FleetProjection fleet;
  private final Thread fleetThread;
  private final ScheduledExecutorService housekeeping =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "retention"));
  private KafkaClientMetrics consumerMetrics;

  ProjectionWiring(
      ReportConfig config,
      Topics topics,
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
    List<Source> sources = Sources.all(topics, config.report().maxClockSkew(), clock);
    List<String> names = sources.stream().map(Source::topic).toList();
    Ledger ledger = new Ledger(pool);
    Backoff backoff = new Backoff(status);
    DeadLetters deadLetters = new DeadLetters(producer, topics.deadLetters());
    this.projection =
        new Projection(
            new Projection.Parts(
                flyway::migrate,
                this::consumer,
                new Starts(config.kafka().bootstrapServers(), names, metrics),
                new BatchWriter(
                    sources, ledger, deadLetters, feed, status, metrics, backoff, clock),
                ledger,
                status,
                backoff,
                clock),
            config.instanceId(),
            config.report().lease(),
            config.report().batchSize());
    this.retention = new Retention(pool, clock, config.report().retention());
    this.thread = new Thread(projection, "projection");
    this.fleet =
        new FleetProjection(
            new FleetProjection.Parts(
                () -> consumer(config, "report-fleet-" + config.instanceId()),
                new Starts(
                    config.kafka().bootstrapServers(), FleetProjection.topics(topics), metrics),
                new FleetLedger(pool),
                status,
                new Backoff(new ProjectionStatus()),
                clock),
            topics,
            config.report().fleet().every(),
            config.report().maxClockSkew());
    this.fleetThread = new Thread(fleet, "fleet");
  }

  void start(@Observes StartupEvent event) {
    thread.start();
    if (config.report().fleet().enabled()) {
      fleetThread.start();
    }
    long every = config.report().retention().every().toMillis();
    housekeeping.scheduleWithFixedDelay(retention, every, every, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    housekeeping.shutdownNow();
    fleet.close();
    fleetThread.join(STOP_MS);
    projection.close();
    thread.join(STOP_MS);
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("projection thread").status(thread.isAlive()).build();
  }

  private Consumer<String, byte[]> consumer() {
    Consumer<String, byte[]> consumer =
        consumer(config, "report-projection-" + config.instanceId());
    if (consumerMetrics != null) {
      consumerMetrics.close();
    }
    consumerMetrics = new KafkaClientMetrics(consumer);
    consumerMetrics.bindTo(registry);
    return consumer;
  }

  /** A consumer that commits nothing and resets to nothing. */
  static Consumer<String, byte[]> consumer(ReportConfig config, String clientId) {
    // Little in flight: some 40 partitions share a small heap.
    Map<String, Object> settings =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            config.kafka().bootstrapServers(),
            ConsumerConfig.CLIENT_ID_CONFIG,
            clientId,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            Math.min(config.report().batchSize(), MOST_AT_ONCE),
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            6 << 20,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            3 << 19);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
  }
}

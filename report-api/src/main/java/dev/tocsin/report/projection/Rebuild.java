package dev.tocsin.report.projection;

import dev.tocsin.events.Topics;
import dev.tocsin.report.ReportConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Reads all topics again from their beginning into tables beside those that are read, and puts them
 * in their place when it has caught up. Meanwhile everybody is answered from what was there, and
 * the projection goes on.
 */
@Singleton
public class Rebuild {
  private static final Logger LOG = Logger.getLogger(Rebuild.class);
  private static final Duration LEASE = Duration.ofHours(1);

  /** What is left is read after the swap. */
  private static final long CAUGHT_UP = 100;

  private final ReportConfig config;
  private final Topics topics;
  private final Generation generation;
  private final ProjectionStatus live;
  private final Clock clock;
  private volatile State state = new State(Phase.IDLE, 0, -1, null);
  private volatile Backoff backoff;

  Rebuild(
      ReportConfig config,
      Topics topics,
      Generation generation,
      ProjectionStatus live,
      Clock clock) {
    this.config = config;
    this.topics = topics;
    this.generation = generation;
    this.live = live;
    this.clock = clock;
  }

  /** Where it is. */
  public enum Phase {
    /** None since this process began. */
    IDLE,
    RUNNING,
    DONE,
    FAILED
  }

  /**
   * How far it is.
   *
   * @param records how many records it has read
   * @param lag how many are left, -1 while that is not known
   * @param reason why it failed, or null
   */
  public record State(Phase phase, long records, long lag, String reason) {}

  public State state() {
    return state;
  }

  /** Begins; false when one is running already. */
  public synchronized boolean start() {
    if (state.phase() == Phase.RUNNING) {
      return false;
    }
    state = new State(Phase.RUNNING, 0, -1, null);
    new Thread(this::run, "rebuild").start();
    return true;
  }

  void stop(@Observes ShutdownEvent event) {
    Backoff running = backoff;
    if (running != null) {
      running.stop();
    }
  }

  private void run() {
    ProjectionStatus status = new ProjectionStatus();
    backoff = new Backoff(status);
    Pool pool = null;
    try (Consumer<String, byte[]> consumer =
        ProjectionWiring.consumer(config, "report-rebuild-" + config.instanceId())) {
      pool = generation.open();
      readAll(consumer, pool, status);
      if (!backoff.stopped()) {
        generation.swap();
        live.everythingChanged();
        state = new State(Phase.DONE, state.records(), state.lag(), null);
        LOG.infof("rebuilt: records=%d", state.records());
      }
    } catch (RuntimeException e) {
      LOG.errorf(e, "not rebuilt, what was there stays: records=%d", state.records());
      state = new State(Phase.FAILED, state.records(), state.lag(), e.toString());
    } finally {
      if (pool != null) {
        pool.closeAndForget();
      }
    }
  }

  private void readAll(Consumer<String, byte[]> consumer, Pool pool, ProjectionStatus status) {
    // Bad records have their dead letters already.
    List<Source> sources =
        Sources.all(topics, config.report().maxClockSkew(), clock).stream()
            .map(source -> new Source(source.topic(), false, source.decoder()))
            .toList();
    ProjectionMetrics metrics = new ProjectionMetrics(new SimpleMeterRegistry(), status);
    List<String> names = sources.stream().map(Source::topic).toList();
    Starts starts = new Starts(config.kafka().bootstrapServers(), names, metrics);
    Ledger ledger = new Ledger(pool);
    BatchWriter writer =
        new BatchWriter(
            sources,
            ledger,
            new DeadLetters(null, topics.deadLetters()),
            new LiveFeed(),
            status,
            metrics,
            backoff,
            clock);
    List<TopicPartition> partitions = starts.partitions(consumer);
    consumer.assign(partitions);
    long epoch = ledger.claim("rebuild", LEASE, 0).orElseThrow();
    Map<TopicPartition, Position> positions = starts.resume(consumer, partitions, Map.of());
    writer.begin(epoch, positions);
    positions.forEach((partition, position) -> consumer.seek(partition, position.next()));
    Intake intake = new Intake(consumer, config.report().batchSize());
    long lag = -1;
    while (!backoff.stopped() && !(lag >= 0 && lag <= CAUGHT_UP)) {
      List<ConsumerRecord<String, byte[]>> records = intake.batch();
      if (!records.isEmpty()) {
        writer.write(writer.prepare(records));
      }
      lag = intake.lag();
      state = new State(Phase.RUNNING, state.records() + records.size(), lag, null);
    }
  }
}

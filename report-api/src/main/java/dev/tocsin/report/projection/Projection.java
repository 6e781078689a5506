package dev.tocsin.report.projection;

import dev.tocsin.report.projection.ProjectionStatus.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Folds the topics into the database, effectively once: rows and offsets change in one transaction,
 * and the database alone says where to go on.
 *
 * <p>One instance writes. Others stand by: they answer, tell their live clients what they read, and
 * take over when the owner is not seen any more. While the database is away the batch in hand is
 * kept and tried again; no more than the next one is read meanwhile, so nothing is lost.
 */
final class Projection implements Runnable, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Projection.class);
  private static final Duration RENEWAL = Duration.ofSeconds(2);

  /**
   * What the projection works with.
   *
   * @param migration brings the schema up to date; may be run again
   * @param consumers makes a consumer that commits nothing and resets to nothing
   */
  record Parts(
      Runnable migration,
      Supplier<Consumer<String, byte[]>> consumers,
      Starts starts,
      BatchWriter writer,
      Ledger ledger,
      ProjectionStatus status,
      Backoff backoff,
      Clock clock) {}

  private final Parts parts;
  private final String instance;
  private final Duration lease;
  private final int batchSize;
  private long epoch;
  private long renewedAt;

  /**
   * @param batchSize about how many records are written in one transaction while there is a backlog
   */
  Projection(Parts parts, String instance, Duration lease, int batchSize) {
    this.batchSize = batchSize;
    this.parts = parts;
    this.instance = instance;
    this.lease = lease;
  }

  @Override
  public void run() {
    while (!stopped()) {
      try (Consumer<String, byte[]> consumer = parts.consumers().get()) {
        parts.migration().run();
        follow(consumer);
      } catch (FencedException e) {
        LOG.warnf("fenced: instance=%s epoch=%d reason=%s", instance, epoch, e.getMessage());
      } catch (RuntimeException e) {
        parts.backoff().hindered("projection interrupted, trying again", e);
      }
    }
    if (epoch > 0) {
      release();
    }
  }

  @Override
  public void close() {
    parts.backoff().stop();
  }

  private void follow(Consumer<String, byte[]> consumer) {
    List<TopicPartition> partitions = parts.starts().partitions(consumer);
    consumer.assign(partitions);
    OptionalLong claimed = parts.ledger().claim(instance, lease, epoch);
    Map<TopicPartition, Position> known = parts.ledger().positions();
    known.values().forEach(position -> parts.status().asOf(position.asOf()));
    if (claimed.isEmpty()) {
      standBy(consumer);
      return;
    }
    epoch = claimed.getAsLong();
    Map<TopicPartition, Position> positions = parts.starts().resume(consumer, partitions, known);
    parts.writer().begin(epoch, positions);
    positions.forEach((partition, position) -> consumer.seek(partition, position.next()));
    LOG.infof("projecting: instance=%s epoch=%d partitions=%d", instance, epoch, partitions.size());
    parts.status().role(Role.OWNER);
    own(consumer);
  }

  /** While one batch is written, the next one is read and decoded. */
  private void own(Consumer<String, byte[]> consumer) {
    Intake intake = new Intake(consumer, batchSize);
    ExecutorService writer =
        Executors.newSingleThreadExecutor(task -> new Thread(task, "projection-writer"));
    Future<?> before = CompletableFuture.completedFuture(null);
    try {
      while (!stopped()) {
        List<ConsumerRecord<String, byte[]>> records;
        try {
          records = intake.batch();
        } catch (OffsetOutOfRangeException e) {
          await(before);
          relocate(consumer, e.offsetOutOfRangePartitions().keySet());
          continue;
        }
        if (!records.isEmpty()) {
          BatchWriter.Prepared next = parts.writer().prepare(records);
          await(before);
          before = writer.submit(() -> parts.writer().write(next));
        } else if (before.isDone()) {
          await(before);
          parts.backoff().over();
        } else {
          continue;
        }
        renew();
        long lag = intake.lag();
        parts.status().lag(lag < 0 || before.isDone() ? lag : lag + records.size());
      }
    } finally {
      // What is being written is written, or tried until the service stops.
      writer.shutdown();
      awaitQuietly(before);
    }
  }

  private static void await(Future<?> written) {
    try {
      written.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static void awaitQuietly(Future<?> written) {
    try {
      await(written);
    } catch (RuntimeException e) {
      LOG.debugf("said already, or the service stops: reason=%s", e.getMessage());
    }
  }

  /** Reads along from the end, for the live clients of this instance, until it can take over. */
  private void standBy(Consumer<String, byte[]> consumer) {
    LOG.infof("standing by: instance=%s", instance);
    Intake intake = new Intake(consumer, batchSize);
    consumer.seekToEnd(consumer.assignment());
    parts.status().role(Role.STANDBY);
    long looked = parts.clock().millis();
    while (!stopped()) {
      parts.writer().tell(intake.poll());
      parts.backoff().over();
      if (parts.clock().millis() - looked > RENEWAL.toMillis()) {
        looked = parts.clock().millis();
        if (parts.ledger().claimable(lease)) {
          return;
        }
      }
    }
  }

  private void relocate(Consumer<String, byte[]> consumer, Set<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      Position position = parts.starts().relocated(consumer, parts.writer().position(partition));
      parts.writer().begin(epoch, Map.of(partition, position));
      consumer.seek(partition, position.next());
    }
  }

  private void renew() {
    long now = parts.clock().millis();
    if (now - renewedAt > RENEWAL.toMillis()) {
      parts.ledger().renew(epoch);
      renewedAt = now;
    }
  }

  private void release() {
    try {
      parts.ledger().release(epoch);
    } catch (RuntimeException e) {
      LOG.infof("ownership not released, it ends with its lease: reason=%s", e.getMessage());
    }
  }

  private boolean stopped() {
    return parts.backoff().stopped();
  }
}

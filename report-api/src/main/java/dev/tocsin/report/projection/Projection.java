package dev.tocsin.report.projection;

import dev.tocsin.report.projection.ProjectionStatus.Role;
import dev.tocsin.report.projection.Source.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * Folds the topics into the database, effectively once: rows and offsets change in one transaction,
 * and the database alone says where to go on.
 *
 * <p>One instance writes. Others stand by: they answer, tell their live clients what they read, and
 * take over when the owner is not seen any more. While the database is away the batch in hand is
 * kept and tried again; nothing is read meanwhile, so nothing is lost. One thread.
 */
final class Projection implements Runnable, AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Projection.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration RENEWAL = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

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
      List<Source> sources,
      Ledger ledger,
      DeadLetters deadLetters,
      LiveFeed feed,
      ProjectionStatus status,
      ProjectionMetrics metrics,
      Clock clock) {}

  private final Parts parts;
  private final String instance;
  private final Duration lease;
  private final Map<String, Source> sources;
  private final CountDownLatch stop = new CountDownLatch(1);
  private Map<TopicPartition, Position> positions = Map.of();
  private long epoch;
  private long renewedAt;
  private Duration pause = FIRST_PAUSE;

  Projection(Parts parts, String instance, Duration lease) {
    this.parts = parts;
    this.instance = instance;
    this.lease = lease;
    this.sources = parts.sources().stream().collect(Collectors.toMap(Source::topic, s -> s));
  }

  @Override
  public void run() {
    while (!stopped()) {
      try (Consumer<String, byte[]> consumer = parts.consumers().get()) {
        parts.migration().run();
        follow(consumer);
      } catch (FencedException e) {
        LOG.warnf("not the projector any more: instance=%s reason=%s", instance, e.getMessage());
        epoch = -1;
      } catch (WakeupException e) {
        LOG.debug("woken up");
      } catch (RuntimeException e) {
        hindered("projection interrupted, trying again", e);
      }
    }
    parts.status().role(Role.STARTING);
    if (epoch > 0) {
      release();
    }
  }

  @Override
  public void close() {
    stop.countDown();
  }

  private void follow(Consumer<String, byte[]> consumer) {
    List<TopicPartition> partitions = parts.starts().partitions(consumer);
    consumer.assign(partitions);
    Map<TopicPartition, Position> known = parts.ledger().positions();
    known.values().forEach(p -> parts.status().asOf(p.asOf()));
    OptionalLong claimed = claim();
    if (claimed.isEmpty()) {
      standBy(consumer);
      return;
    }
    epoch = claimed.getAsLong();
    positions = parts.starts().resume(consumer, partitions, parts.ledger().positions());
    parts.ledger().begin(epoch, positions.values());
    positions.forEach((partition, position) -> consumer.seek(partition, position.next()));
    LOG.infof("projecting: instance=%s epoch=%d partitions=%d", instance, epoch, partitions.size());
    parts.status().role(Role.OWNER);
    own(consumer);
  }

  private OptionalLong claim() {
    return parts.ledger().claim(instance, lease, epoch);
  }

  private void own(Consumer<String, byte[]> consumer) {
    while (!stopped()) {
      try {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        consumer.poll(POLL).forEach(records::add);
        if (!records.isEmpty()) {
          persist(records);
        }
        renew();
        parts.status().lag(lag(consumer));
        parts.status().problem(null);
        pause = FIRST_PAUSE;
      } catch (OffsetOutOfRangeException e) {
        relocate(consumer, e.offsetOutOfRangePartitions().keySet());
      }
    }
  }

  /** Reads along from the end, for the live clients of this instance, until it can take over. */
  private void standBy(Consumer<String, byte[]> consumer) {
    LOG.infof("standing by: instance=%s", instance);
    consumer.seekToEnd(consumer.assignment());
    parts.status().role(Role.STANDBY);
    long triedAt = parts.clock().millis();
    while (!stopped()) {
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      consumer.poll(POLL).forEach(records::add);
      Batch batch = decode(records, new ArrayList<>());
      parts.feed().publish(batch.live());
      records.forEach(r -> parts.status().asOf(r.timestamp()));
      parts.status().problem(null);
      if (parts.clock().millis() - triedAt > RENEWAL.toMillis()) {
        triedAt = parts.clock().millis();
        if (parts.ledger().claimable(lease)) {
          return;
        }
      }
    }
  }

  private void persist(List<ConsumerRecord<String, byte[]>> records) {
    while (!stopped()) {
      try {
        write(records, null);
        return;
      } catch (FencedException e) {
        throw e;
      } catch (RuntimeException e) {
        Optional<String> state = DatabaseErrors.sqlState(e).filter(DatabaseErrors::poison);
        if (state.isPresent()) {
          isolate(records, state.get());
          return;
        }
        hindered("the database does not take the batch, trying again", e);
      }
    }
  }

  /** Halves the batch until the record that cannot be stored stands alone, and refuses that one. */
  private void isolate(List<ConsumerRecord<String, byte[]>> records, String sqlState) {
    if (records.size() == 1) {
      write(records, sqlState);
      return;
    }
    int middle = records.size() / 2;
    persist(records.subList(0, middle));
    persist(records.subList(middle, records.size()));
  }

  private void write(List<ConsumerRecord<String, byte[]>> records, String unstorable) {
    long began = parts.clock().millis();
    List<Refused> refused = new ArrayList<>();
    Batch batch = unstorable == null ? decode(records, refused) : new Batch();
    if (unstorable != null) {
      refused.add(new Refused(origin(records.get(0)), 0, Sources.unstorable(unstorable)));
    }
    Map<TopicPartition, Position> to = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      Position from = to.getOrDefault(partition, positions.get(partition));
      to.put(partition, from.advanced(record.offset() + 1, record.timestamp()));
    }
    List<Refused> letters =
        refused.stream()
            .filter(r -> sources.get(r.origin().record().topic()).ownsDeadLetters())
            .toList();
    // Before the commit, so that a crash writes a dead letter twice rather than never.
    parts.ledger().write(epoch, batch, positions, to, () -> parts.deadLetters().send(letters));
    positions.putAll(to);
    parts.feed().publish(batch.live());
    to.values().forEach(p -> parts.status().asOf(p.asOf()));
    measure(records, refused, began);
  }

  private Batch decode(List<ConsumerRecord<String, byte[]>> records, List<Refused> refused) {
    Batch batch = new Batch();
    for (ConsumerRecord<String, byte[]> record : records) {
      sources.get(record.topic()).decode(origin(record), batch, refused::add);
    }
    return batch;
  }

  private Origin origin(ConsumerRecord<String, byte[]> record) {
    Position position = positions.get(new TopicPartition(record.topic(), record.partition()));
    return new Origin(record, position == null ? 0 : position.generation());
  }

  private void relocate(Consumer<String, byte[]> consumer, Iterable<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      Position position = parts.starts().relocated(consumer, positions.get(partition));
      parts.ledger().begin(epoch, List.of(position));
      positions.put(partition, position);
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

  private void measure(
      List<ConsumerRecord<String, byte[]>> records, List<Refused> refused, long began) {
    long now = parts.clock().millis();
    long oldest = records.stream().mapToLong(ConsumerRecord::timestamp).min().orElse(now);
    parts.metrics().batch(Duration.ofMillis(now - began), Duration.ofMillis(now - oldest));
    records.stream()
        .collect(Collectors.groupingBy(ConsumerRecord::topic, Collectors.summingInt(r -> 1)))
        .forEach(parts.metrics()::projected);
    refused.forEach(r -> parts.metrics().refused(r.origin().record().topic()));
  }

  private static long lag(Consumer<?, ?> consumer) {
    long sum = 0;
    for (TopicPartition partition : consumer.assignment()) {
      OptionalLong lag = consumer.currentLag(partition);
      if (lag.isEmpty()) {
        return -1;
      }
      sum += lag.getAsLong();
    }
    return sum;
  }

  private void hindered(String what, RuntimeException e) {
    parts.status().problem(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    LOG.warnf("%s: pauseMs=%d reason=%s", what, pause.toMillis(), e);
    await(pause);
    pause = pause.multipliedBy(2);
    if (pause.compareTo(LONGEST_PAUSE) > 0) {
      pause = LONGEST_PAUSE;
    }
  }

  private boolean stopped() {
    return stop.getCount() == 0;
  }

  private void await(Duration time) {
    try {
      if (stop.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("stopping");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }
}

package dev.tocsin.report.projection;

import dev.tocsin.report.projection.Source.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Turns records into rows and writes them with their offsets. A batch that the database does not
 * take is tried until it does; a record that it never takes is found by halving the batch, and
 * refused.
 */
final class BatchWriter {
  private static final int MANY = 500;

  private final Map<String, Source> sources;
  private final Ledger ledger;
  private final DeadLetters deadLetters;
  private final LiveFeed feed;
  private final ProjectionStatus status;
  private final ProjectionMetrics metrics;
  private final Backoff backoff;
  private final Clock clock;

  /** Read while the batch behind is decoded. */
  private final Map<TopicPartition, Position> positions = new ConcurrentHashMap<>();

  private long epoch;

  BatchWriter(
      List<Source> sources,
      Ledger ledger,
      DeadLetters deadLetters,
      LiveFeed feed,
      ProjectionStatus status,
      ProjectionMetrics metrics,
      Backoff backoff,
      Clock clock) {
    this.sources = sources.stream().collect(Collectors.toMap(Source::topic, s -> s));
    this.ledger = ledger;
    this.deadLetters = deadLetters;
    this.feed = feed;
    this.status = status;
    this.metrics = metrics;
    this.backoff = backoff;
    this.clock = clock;
  }

  /** Goes on from these positions, in the name of this owner. */
  void begin(long ownerEpoch, Map<TopicPartition, Position> from) {
    ledger.begin(ownerEpoch, from.values());
    epoch = ownerEpoch;
    positions.putAll(from);
  }

  Position position(TopicPartition partition) {
    return positions.get(partition);
  }

  /** Records and what they make. */
  record Prepared(
      List<ConsumerRecord<String, byte[]>> records, Batch batch, List<Refused> refused) {}

  /** Decodes records; another batch may be written meanwhile. */
  Prepared prepare(List<ConsumerRecord<String, byte[]>> records) {
    List<Refused> refused = new ArrayList<>();
    return new Prepared(records, decode(records, refused), refused);
  }

  /**
   * Returns when all records are projected or refused, or when the service stops.
   *
   * @throws FencedException when another instance projects; then nothing more was written
   */
  void write(Prepared prepared) {
    while (!backoff.stopped()) {
      try {
        writeOnce(prepared);
        backoff.over();
        return;
      } catch (FencedException e) {
        throw e;
      } catch (RuntimeException e) {
        Optional<String> state = DatabaseErrors.sqlState(e).filter(DatabaseErrors::poison);
        if (state.isPresent()) {
          isolate(prepared.records(), state.get());
          return;
        }
        backoff.hindered("the database does not take the batch, trying again", e);
      }
    }
  }

  /** Tells live clients of these records without writing them: another instance does. */
  void tell(List<ConsumerRecord<String, byte[]>> records) {
    feed.publish(decode(records, new ArrayList<>()).live());
    records.forEach(record -> status.asOf(record.timestamp()));
  }

  private void isolate(List<ConsumerRecord<String, byte[]>> records, String sqlState) {
    if (records.size() == 1) {
      Refused unstorable = new Refused(origin(records.get(0)), 0, Sources.unstorable(sqlState));
      writeOnce(new Prepared(records, new Batch(), List.of(unstorable)));
      return;
    }
    int middle = records.size() / 2;
    write(prepare(records.subList(0, middle)));
    write(prepare(records.subList(middle, records.size())));
  }

  private void writeOnce(Prepared prepared) {
    long began = clock.millis();
    Map<TopicPartition, Position> to = after(prepared.records());
    List<Refused> letters =
        prepared.refused().stream()
            .filter(r -> sources.get(r.origin().record().topic()).ownsDeadLetters())
            .toList();
    // Before the commit, so that a crash writes a dead letter twice rather than never.
    ledger.write(epoch, prepared.batch(), positions, to, () -> deadLetters.send(letters));
    positions.putAll(to);
    status.changed(prepared.batch());
    feed.publish(prepared.batch().live());
    to.values().forEach(position -> status.asOf(position.asOf()));
    measure(prepared.records(), prepared.refused(), began);
  }

  /** On all processors when there are many: the database has nothing to do meanwhile. */
  private Batch decode(List<ConsumerRecord<String, byte[]>> records, List<Refused> refused) {
    int parts = records.size() < MANY ? 1 : Runtime.getRuntime().availableProcessors();
    Batch batch = new Batch();
    IntStream.range(0, parts)
        .parallel()
        .mapToObj(
            i ->
                decoded(
                    records.subList(records.size() * i / parts, records.size() * (i + 1) / parts)))
        .toList()
        .forEach(
            part -> {
              batch.addAll(part.batch());
              refused.addAll(part.refused());
            });
    return batch;
  }

  private record Decoded(Batch batch, List<Refused> refused) {}

  private Decoded decoded(List<ConsumerRecord<String, byte[]>> records) {
    Decoded part = new Decoded(new Batch(), new ArrayList<>());
    for (ConsumerRecord<String, byte[]> record : records) {
      sources.get(record.topic()).decode(origin(record), part.batch(), part.refused()::add);
    }
    return part;
  }

  private Origin origin(ConsumerRecord<String, byte[]> record) {
    Position position = positions.get(new TopicPartition(record.topic(), record.partition()));
    return new Origin(record, position == null ? 0 : position.generation());
  }

  private Map<TopicPartition, Position> after(List<ConsumerRecord<String, byte[]>> records) {
    Map<TopicPartition, Position> to = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      TopicPartition partition = new TopicPartition(record.topic(), record.partition());
      Position from = to.getOrDefault(partition, positions.get(partition));
      to.put(partition, from.advanced(record.offset() + 1, record.timestamp()));
    }
    return to;
  }

  private void measure(
      List<ConsumerRecord<String, byte[]>> records, List<Refused> refused, long began) {
    long now = clock.millis();
    long oldest = records.stream().mapToLong(ConsumerRecord::timestamp).min().orElse(now);
    metrics.batch(Duration.ofMillis(now - began), Duration.ofMillis(now - oldest));
    records.stream()
        .collect(Collectors.groupingBy(ConsumerRecord::topic, Collectors.summingInt(r -> 1)))
        .forEach(metrics::projected);
    refused.forEach(r -> metrics.refused(r.origin().record().topic()));
  }
}

package dev.tocsin.router.dispatch;

import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What the ledger says of deliveries that are above the outbox's committed offset: a receiver that
 * was down holds the offset back, and what others were sent meanwhile must not be sent again. The
 * ledger is read from the time of the oldest such record, not from its beginning.
 */
final class PastAttempts {
  private static final Duration POLL = Duration.ofMillis(200);

  /** Brokers' clocks may differ by this much. */
  private static final long CLOCKS = 60_000;

  private final Map<String, Long> settled = new HashMap<>();
  private final Set<String> uncertain = new HashSet<>();
  private final Set<String> fellBack = new HashSet<>();
  private final Map<String, Integer> attempts = new HashMap<>();

  private PastAttempts() {}

  /** Nothing is known. */
  static PastAttempts none() {
    return new PastAttempts();
  }

  /** Adds what another reading found. */
  void addAll(PastAttempts other) {
    other.settled.forEach((id, at) -> settled.merge(id, at, Math::max));
    uncertain.addAll(other.uncertain);
    fellBack.addAll(other.fellBack);
    other.attempts.forEach((id, count) -> attempts.merge(id, count, Math::max));
  }

  /** Whether it was delivered, or given up since it was intended. */
  boolean settled(Notification intent) {
    return settled.getOrDefault(intent.notificationId(), -1L) >= intent.at();
  }

  /** Whether an attempt began of which the ledger does not say how it ended. */
  boolean uncertain(String notificationId) {
    return uncertain.contains(notificationId);
  }

  /** Whether somebody else was told in its place. */
  boolean fellBack(String notificationId) {
    return fellBack.contains(notificationId);
  }

  /** How many attempts began before. */
  int attempts(String notificationId) {
    return attempts.getOrDefault(notificationId, 0);
  }

  /**
   * Reads the ledger.
   *
   * @param consumer a read_committed consumer without a group; it is left unassigned
   * @param positions where reading of the outbox begins
   */
  static PastAttempts read(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> positions, String ledger) {
    PastAttempts past = new PastAttempts();
    OptionalLong since = oldest(consumer, positions);
    if (since.isPresent()) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(ledger).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      Map<TopicPartition, Long> times = new HashMap<>();
      partitions.forEach(p -> times.put(p, since.getAsLong() - CLOCKS));
      Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
      for (TopicPartition partition : partitions) {
        OffsetAndTimestamp start = starts.get(partition);
        consumer.seek(partition, start == null ? ends.get(partition) : start.offset());
      }
      while (!reached(consumer, ends)) {
        consumer.poll(POLL).forEach(past::note);
      }
    }
    consumer.unsubscribe();
    return past;
  }

  private static OptionalLong oldest(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> positions) {
    consumer.assign(positions.keySet());
    positions.forEach(consumer::seek);
    Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet());
    Collection<TopicPartition> open = new ArrayList<>(positions.keySet());
    OptionalLong oldest = OptionalLong.empty();
    while (!open.isEmpty()) {
      open.removeIf(p -> consumer.position(p) >= ends.get(p));
      consumer.pause(positions.keySet());
      consumer.resume(open);
      for (ConsumerRecord<String, byte[]> each :
          consumer.poll(open.isEmpty() ? Duration.ZERO : POLL)) {
        oldest = OptionalLong.of(Math.min(oldest.orElse(Long.MAX_VALUE), each.timestamp()));
        open.remove(new TopicPartition(each.topic(), each.partition()));
      }
    }
    return oldest;
  }

  private static boolean reached(
      Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
  }

  private void note(ConsumerRecord<String, byte[]> each) {
    try {
      Notification entry = Json.read(each.value(), Notification.class);
      if (entry.notificationId() == null) {
        return;
      }
      note(entry);
    } catch (SerializationException e) {
      // Nobody but this service writes the ledger; what it cannot read says nothing of deliveries.
      return;
    }
  }

  private void note(Notification entry) {
    String id = entry.notificationId();
    switch (entry.decision()) {
      case ATTEMPTED -> {
        attempts.merge(id, entry.attempt(), Math::max);
        uncertain.add(id);
      }
      case FAILED -> uncertain.remove(id);
      case DELIVERED -> settled.put(id, Long.MAX_VALUE);
      // Whoever has it redelivered intends it anew, later.
      case GIVEN_UP -> settled.merge(id, entry.at(), Math::max);
      case INTENDED -> {
        if (entry.fallbackFor() != null) {
          fellBack.add(entry.fallbackFor());
        }
      }
      default -> {
        // Decisions that send nothing.
      }
    }
  }
}

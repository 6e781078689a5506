package dev.tocsin.router.dispatch;

import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Topics;
import dev.tocsin.router.channel.Conversations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This instance's part of the outbox: what it says, and up to where it is settled. */
final class Outbox implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private static final Duration REREAD = Duration.ofMillis(500);

  private final Clients clients;
  private final Topics topics;
  private final Conversations conversations;
  private final Map<TopicPartition, Offsets> offsets = new HashMap<>();
  private final Map<TopicPartition, Long> behind = new HashMap<>();
  private PastAttempts past = PastAttempts.none();

  Outbox(Clients clients, Topics topics, Conversations conversations) {
    this.conversations = conversations;
    this.clients = clients;
    this.topics = topics;
    clients.outbox.subscribe(List.of(topics.dispatch().name()), this);
  }

  /** What is new and was not carried out before. */
  List<Delivery> poll(Duration patience) {
    List<Delivery> deliveries = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> each : clients.outbox.poll(patience)) {
      TopicPartition partition = new TopicPartition(each.topic(), each.partition());
      Offsets own = offsets.get(partition);
      Notification intent = read(each);
      if (intent == null || past.settled(intent)) {
        own.skipped(each.offset());
      } else {
        int attempts = past.attempts(intent.notificationId());
        Delivery delivery = new Delivery(partition, each.offset(), intent, attempts);
        delivery.uncertain = past.uncertain(intent.notificationId());
        delivery.fellBack = past.fellBack(intent.notificationId());
        own.read(delivery);
        deliveries.add(delivery);
      }
    }
    forgetPast();
    return deliveries;
  }

  private static Notification read(ConsumerRecord<String, byte[]> each) {
    try {
      Notification intent = Json.read(each.value(), Notification.class);
      if (intent.receiver() != null && intent.channel() != null && !intent.alerts().isEmpty()) {
        return intent;
      }
    } catch (SerializationException | NullPointerException e) {
      LOG.debug("not a notification", e);
    }
    LOG.warn(
        "outbox record unreadable, skipped: topic={} partition={} offset={}",
        each.topic(),
        each.partition(),
        each.offset());
    return null;
  }

  /**
   * Reads a delivery again that was kept without its alerts, and others like it behind it.
   *
   * @param lanes told of every one that has its alerts again
   * @return false when it is not there any more
   */
  boolean restore(Delivery wanted, Lanes lanes) {
    clients.history.assign(List.of(wanted.partition));
    clients.history.seek(wanted.partition, wanted.offset);
    Offsets own = offsets.get(wanted.partition);
    while (wanted.isShed() && clients.history.position(wanted.partition) <= wanted.offset) {
      ConsumerRecords<String, byte[]> records = clients.history.poll(REREAD);
      for (ConsumerRecord<String, byte[]> each : records) {
        Delivery delivery = own.at(each.offset());
        if (delivery != null && delivery.isShed() && (delivery == wanted || lanes.room())) {
          delivery.restore(read(each));
          lanes.restored(delivery);
        }
      }
    }
    clients.history.unsubscribe();
    return !wanted.isShed();
  }

  /** Once everything that was there at the assignment is read, the past is of no use any more. */
  private void forgetPast() {
    behind.entrySet().removeIf(e -> clients.outbox.position(e.getKey()) >= e.getValue());
    if (behind.isEmpty()) {
      past = PastAttempts.none();
    }
  }

  /** Stops or continues reading; the group's membership is kept either way. */
  void pause(boolean pause) {
    Collection<TopicPartition> all = clients.outbox.assignment();
    if (pause) {
      clients.outbox.pause(all);
    } else {
      clients.outbox.resume(all);
    }
  }

  void settled(Delivery delivery) {
    if (!delivery.dropped) {
      offsets.get(delivery.partition).settled(delivery);
    }
  }

  /** It could not be settled after all. */
  void reopen(Delivery delivery) {
    if (!delivery.dropped) {
      offsets.get(delivery.partition).read(delivery);
    }
  }

  /** Offsets to be committed, with those that have not moved left out. */
  Map<TopicPartition, OffsetAndMetadata> moved() {
    Map<TopicPartition, OffsetAndMetadata> moved = new HashMap<>();
    offsets.forEach(
        (partition, own) -> {
          if (own.moved()) {
            moved.put(partition, new OffsetAndMetadata(own.committable()));
          }
        });
    return moved;
  }

  void committed() {
    offsets.values().forEach(Offsets::committed);
  }

  ConsumerGroupMetadata group() {
    return clients.outbox.groupMetadata();
  }

  /** Whether this instance has a part of the outbox. */
  boolean assigned() {
    return !offsets.isEmpty();
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    if (partitions.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> positions = new HashMap<>();
    partitions.forEach(p -> positions.put(p, clients.outbox.position(p)));
    positions.forEach((partition, position) -> offsets.put(partition, new Offsets(position)));
    behind.putAll(clients.outbox.endOffsets(partitions));
    PastConversations.read(clients.history, conversations);
    past.addAll(PastAttempts.read(clients.history, positions, topics.notifications().name()));
    LOG.info("outbox assigned: topic={} positions={}", topics.dispatch().name(), positions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      behind.remove(partition);
      Offsets own = offsets.remove(partition);
      if (own != null) {
        own.drop();
      }
    }
  }
}

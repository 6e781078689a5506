package dev.tocsin.router.dispatch;

import dev.tocsin.events.Notification;
import dev.tocsin.events.Topic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes outcomes: ledger records, the outbox's offsets, and what belongs to them, all or nothing.
 */
final class Settlement {
  private final KafkaProducer<String, byte[]> producer;
  private final Outbox outbox;
  private final Topic<Notification> ledger;

  Settlement(KafkaProducer<String, byte[]> producer, Outbox outbox, Topic<Notification> ledger) {
    this.producer = producer;
    this.outbox = outbox;
    this.ledger = ledger;
  }

  /**
   * Commits these outcomes.
   *
   * @throws KafkaException when they cannot be; all of them will be settled anew
   */
  void commit(List<Settled> settled) {
    Map<TopicPartition, OffsetAndMetadata> moved = outbox.moved();
    if (settled.isEmpty() && moved.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    for (Settled each : settled) {
      producer.send(record(ledger, each.entry()));
      each.with().forEach(producer::send);
    }
    if (!moved.isEmpty()) {
      producer.sendOffsetsToTransaction(moved, outbox.group());
    }
    producer.commitTransaction();
    outbox.committed();
  }

  /** Ends a failed transaction; false when the producer cannot go on. */
  boolean abort() {
    try {
      producer.abortTransaction();
      return true;
    } catch (KafkaException e) {
      return false;
    }
  }

  static ProducerRecord<String, byte[]> record(Topic<Notification> ledger, Notification entry) {
    byte[] value = ledger.values().serializer().serialize(ledger.name(), entry);
    return new ProducerRecord<>(ledger.name(), entry.fingerprint(), value);
  }

  /**
   * An outcome to be written.
   *
   * @param delivery what it is about
   * @param entry the ledger's record
   * @param with records of the same transaction: the delivery itself, or what follows from it
   * @param last whether there will be no further attempt
   */
  record Settled(
      Delivery delivery,
      Notification entry,
      List<ProducerRecord<String, byte[]>> with,
      boolean last) {}
}

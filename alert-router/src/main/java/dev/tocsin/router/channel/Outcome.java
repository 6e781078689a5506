package dev.tocsin.router.channel;

import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How an attempt ended. */
public sealed interface Outcome {
  /** One sentence for the ledger. */
  String reason();

  /**
   * The receiver has it.
   *
   * @param record a record that belongs to the same transaction as this outcome, or null
   */
  record Delivered(String reason, ProducerRecord<String, byte[]> record) implements Outcome {}

  /**
   * It may work later.
   *
   * @param retryAfter the receiver's own wish, or null
   */
  record Transient(String reason, Duration retryAfter) implements Outcome {}

  /** It will never work. */
  record Permanent(String reason) implements Outcome {}
}

package dev.tocsin.sla.stream;

import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.Rejected;
import org.apache.kafka.streams.processor.api.Record;

/**
 * An input that could not be processed: the dead letter's key and value as they came. Why is in the
 * record's headers.
 */
public record Refused(byte[] key, byte[] value) {

  /** The record that carries it to the dead letters. */
  static Record<String, Object> of(Origin from, int position, byte[] value, Rejected why) {
    DeadLetter letter =
        new DeadLetter(from.topic(), from.partition(), from.offset(), position, why);
    return new Record<>(
        null, new Refused(from.key(), value), Math.max(0, from.timestamp()), letter.headers());
  }
}

package dev.tocsin.sla.stream;

import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.Rejected;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * An input that could not be processed: the dead letter's key and value as they came. Why is in the
 * record's headers.
 */
public record Refused(byte[] key, byte[] value) {

  /** The record that carries it to the dead letters. */
  static Record<String, Object> of(
      RecordMetadata from,
      Record<byte[], byte[]> record,
      int position,
      byte[] value,
      Rejected why) {
    DeadLetter letter =
        new DeadLetter(from.topic(), from.partition(), from.offset(), position, why);
    return new Record<>(
        null, new Refused(record.key(), value), Math.max(0, record.timestamp()), letter.headers());
  }
}

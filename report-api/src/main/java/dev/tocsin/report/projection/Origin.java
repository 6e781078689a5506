package dev.tocsin.report.projection;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Where a record comes from and how new it is.
 *
 * @param record as Kafka gave it
 * @param generation how often its topic was made anew: revisions and offsets begin again then
 */
record Origin(ConsumerRecord<String, byte[]> record, long generation) {
  /** Revisions and offsets stay far below this. */
  private static final int GENERATION_SHIFT = 44;

  /** Rises with each later record of the same key. */
  long arrival() {
    return rank(record.offset());
  }

  /** Rises with this revision, and above it with the topic's generation. */
  long rank(long revision) {
    return (generation << GENERATION_SHIFT) + revision;
  }

  /** When Kafka took the record, epoch milliseconds. */
  long recordedAt() {
    return record.timestamp();
  }
}

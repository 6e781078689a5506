package dev.tocsin.streams;

import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;

/**
 * A cursor over the records of one partition that travel as one, see {@link RecordBundles}; or over
 * one that travels alone. A bundle has the offset of its first record, so that a commit before it
 * is processed repeats all of it, and one after it none.
 */
public final class Bundle {
  /** A header of what was fetched while many records waited behind it, bundled or alone. */
  public static final String MORE_FOLLOW = "tocsin.more-follow";

  /** The header that carries them. */
  static final String HEADER = "tocsin.bundle";

  private static final byte[] NOTHING = {};

  /** Of a bundle; null for a record that travels alone. */
  private final Iterator<ConsumerRecord<byte[], byte[]>> rest;

  private boolean ahead = true;
  private byte[] key;
  private byte[] value;
  private long offset;
  private long timestamp;

  /**
   * @param record a record that may be a bundle
   * @param offset its offset
   */
  public Bundle(Record<byte[], byte[]> record, long offset) {
    this.rest =
        record.headers().lastHeader(HEADER) instanceof Passengers passengers
            ? passengers.records().iterator()
            : null;
    this.key = record.key();
    this.value = record.value();
    this.offset = offset;
    this.timestamp = record.timestamp();
  }

  /** Whether many more records waited in the partition when this was fetched: a backlog. */
  public static boolean moreFollow(Headers headers) {
    return headers.lastHeader(MORE_FOLLOW) != null;
  }

  static void markMoreFollow(ConsumerRecord<byte[], byte[]> record) {
    record.headers().add(MORE_FOLLOW, NOTHING);
  }

  /** Takes away what only this process may say. */
  static void unmark(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    if (headers.iterator().hasNext()) {
      headers.remove(MORE_FOLLOW);
    }
  }

  /** Goes on to the next record, at first to the first one; false when there is none. */
  public boolean next() {
    if (rest == null) {
      boolean first = ahead;
      ahead = false;
      return first;
    }
    if (!rest.hasNext()) {
      return false;
    }
    ConsumerRecord<byte[], byte[]> next = rest.next();
    key = next.key();
    value = next.value();
    offset = next.offset();
    timestamp = next.timestamp();
    return true;
  }

  /** The record's offset in its partition. */
  public long offset() {
    return offset;
  }

  /** The record's timestamp, epoch milliseconds. */
  public long timestamp() {
    return timestamp;
  }

  /** The record's key, null when it has none. */
  public byte[] key() {
    return key;
  }

  /** The record's value; empty when it has none. */
  public byte[] value() {
    return value == null ? NOTHING : value;
  }

  /** How many bytes of key and value a record has. */
  static int size(ConsumerRecord<byte[], byte[]> record) {
    return length(record.key()) + length(record.value());
  }

  private static int length(byte[] part) {
    return part == null ? 0 : part.length;
  }

  /** The records, of one partition and in their order, as one that carries them in a header. */
  static ConsumerRecord<byte[], byte[]> of(List<ConsumerRecord<byte[], byte[]>> records) {
    ConsumerRecord<byte[], byte[]> first = records.get(0);
    return new ConsumerRecord<>(
        first.topic(),
        first.partition(),
        first.offset(),
        records.get(records.size() - 1).timestamp(),
        TimestampType.LOG_APPEND_TIME,
        0,
        records.stream().mapToInt(Bundle::size).sum(),
        null,
        NOTHING,
        new RecordHeaders().add(new Passengers(records)),
        first.leaderEpoch());
  }

  /**
   * Those who travel together. Kafka Streams hands headers on as they are, within the process, so
   * nothing is copied; and no producer can send one of this class.
   */
  private record Passengers(List<ConsumerRecord<byte[], byte[]>> records) implements Header {
    @Override
    public String key() {
      return HEADER;
    }

    @Override
    public byte[] value() {
      return NOTHING;
    }
  }
}

package dev.tocsin.streams;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
  /** A header that bundles have, and no other record. */
  static final String HEADER = "tocsin.bundle";

  /** A header of what was fetched while many records waited behind it, bundled or alone. */
  public static final String MORE_FOLLOW = "tocsin.more-follow";

  private static final byte[] NOTHING = {};
  private static final int FIXED = 2 * Long.BYTES + 2 * Integer.BYTES;
  private static final int NULL = -1;

  private final ByteBuffer bytes;
  private final boolean alone;
  private byte[] key;
  private long offset;
  private long timestamp;
  private int keyLength;
  private int from;
  private int to;

  /**
   * @param record a record that may be a bundle
   * @param offset its offset
   */
  public Bundle(Record<byte[], byte[]> record, long offset) {
    this.bytes = ByteBuffer.wrap(record.value() == null ? NOTHING : record.value());
    this.alone = !isBundle(record.headers());
    this.key = record.key();
    this.offset = offset;
    this.timestamp = record.timestamp();
    this.to = NULL;
  }

  private static boolean isBundle(Headers headers) {
    return headers.lastHeader(HEADER) != null;
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
      headers.remove(HEADER).remove(MORE_FOLLOW);
    }
  }

  /** Goes on to the next record, at first to the first one; false when there is none. */
  public boolean next() {
    if (alone) {
      boolean first = to == NULL;
      to = bytes.capacity();
      return first;
    }
    if (!bytes.hasRemaining()) {
      return false;
    }
    offset = bytes.getLong();
    timestamp = bytes.getLong();
    keyLength = bytes.getInt();
    int length = bytes.getInt();
    from = bytes.position() + Math.max(0, keyLength);
    to = from + Math.max(0, length);
    bytes.position(to);
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
    if (alone) {
      return key;
    }
    return keyLength == NULL ? null : Arrays.copyOfRange(bytes.array(), from - keyLength, from);
  }

  /** In which the value lies, from {@link #from}, inclusive, to {@link #to}, exclusive. */
  public byte[] array() {
    return bytes.array();
  }

  public int from() {
    return from;
  }

  public int to() {
    return to;
  }

  /** The record's value; empty when it has none. */
  public byte[] value() {
    return alone ? bytes.array() : Arrays.copyOfRange(bytes.array(), from, to);
  }

  /** What a record takes within a bundle, in bytes. */
  static int size(ConsumerRecord<byte[], byte[]> record) {
    return FIXED + length(record.key()) + length(record.value());
  }

  private static int length(byte[] part) {
    return part == null ? 0 : part.length;
  }

  /** The records, of one partition and in their order, as one. */
  static ConsumerRecord<byte[], byte[]> of(List<ConsumerRecord<byte[], byte[]>> records) {
    ByteBuffer to = ByteBuffer.allocate(records.stream().mapToInt(Bundle::size).sum());
    for (ConsumerRecord<byte[], byte[]> each : records) {
      to.putLong(each.offset()).putLong(each.timestamp());
      to.putInt(each.key() == null ? NULL : each.key().length);
      to.putInt(length(each.value()));
      to.put(each.key() == null ? NOTHING : each.key());
      to.put(each.value() == null ? NOTHING : each.value());
    }
    ConsumerRecord<byte[], byte[]> first = records.get(0);
    return new ConsumerRecord<>(
        first.topic(),
        first.partition(),
        first.offset(),
        records.get(records.size() - 1).timestamp(),
        TimestampType.LOG_APPEND_TIME,
        0,
        to.capacity(),
        null,
        to.array(),
        new RecordHeaders().add(HEADER, NOTHING),
        first.leaderEpoch());
  }
}

package dev.tocsin.router.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Due times as rows of a store, ordered by time: eight bytes of epoch milliseconds, then the key of
 * what is due. A look visits only what is due, and a restart finds every row.
 */
final class Timers {
  private static final byte[] NOTHING = {};

  private final KeyValueStore<Bytes, byte[]> rows;

  Timers(KeyValueStore<Bytes, byte[]> rows) {
    this.rows = rows;
  }

  /** Moves a key's row; a null time is no row. */
  void move(String key, Long from, Long to) {
    if (from != null && !from.equals(to)) {
      rows.delete(row(from, key));
    }
    if (to != null && !to.equals(from)) {
      rows.put(row(to, key), NOTHING);
    }
  }

  /** Keys that are due, the longest overdue first, at most so many. */
  List<String> due(long now, int most) {
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> due = rows.range(row(0, ""), row(now + 1, ""))) {
      while (due.hasNext() && keys.size() < most) {
        byte[] row = due.next().key.get();
        if (ByteBuffer.wrap(row).getLong() <= now) {
          keys.add(new String(row, Long.BYTES, row.length - Long.BYTES, StandardCharsets.UTF_8));
        }
      }
    }
    return keys;
  }

  private static Bytes row(long due, String key) {
    byte[] text = key.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(Long.BYTES + text.length).putLong(Math.max(0, due)).put(text).array());
  }
}

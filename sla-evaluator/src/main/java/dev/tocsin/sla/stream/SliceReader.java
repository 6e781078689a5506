package dev.tocsin.sla.stream;

import dev.tocsin.sla.codec.SliceCodec;
import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.StoredSlice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads slices from their store, a feed's in the order of time. */
public class SliceReader {
  private final ReadOnlyKeyValueStore<Bytes, byte[]> rows;
  private final Runnable before;

  public SliceReader(ReadOnlyKeyValueStore<Bytes, byte[]> rows) {
    this(rows, () -> {});
  }

  /**
   * @param before what is done before rows are read: they may not be written yet
   */
  SliceReader(ReadOnlyKeyValueStore<Bytes, byte[]> rows, Runnable before) {
    this.rows = rows;
    this.before = before;
  }

  final StoredSlice get(SliceKey key) {
    byte[] value = rows.get(Bytes.wrap(SliceCodec.key(key)));
    return value == null ? null : SliceCodec.value(value, key.input());
  }

  /** Visits a feed's slices from one time, inclusive, to another, exclusive. */
  public final void forEach(
      Feed feed, long from, long to, BiConsumer<SliceKey, StoredSlice> visitor) {
    try (KeyValueIterator<Bytes, byte[]> found = range(feed, from, to)) {
      while (found.hasNext()) {
        KeyValue<Bytes, byte[]> row = found.next();
        SliceKey key = SliceCodec.key(row.key.get());
        // The range's end is inclusive, but no slice has only a prefix as its key.
        visitor.accept(key, SliceCodec.value(row.value, key.input()));
      }
    }
  }

  /** The keys of a feed's slices in a range of time. */
  final List<SliceKey> keys(Feed feed, long from, long to) {
    List<SliceKey> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> found = range(feed, from, to)) {
      while (found.hasNext()) {
        keys.add(SliceCodec.key(found.next().key.get()));
      }
    }
    return keys;
  }

  /** The minute of a feed's oldest slice, or {@code Long.MAX_VALUE} when there is none. */
  public final long oldest(Feed feed) {
    try (KeyValueIterator<Bytes, byte[]> found = range(feed, 0, Long.MAX_VALUE)) {
      return found.hasNext() ? SliceCodec.key(found.next().key.get()).minute() : Long.MAX_VALUE;
    }
  }

  /** Every service that has slices of any kind; a seek for each, however many slices it has. */
  public final List<String> services() {
    List<String> services = new ArrayList<>();
    Bytes from = null;
    while (true) {
      try (KeyValueIterator<Bytes, byte[]> found = rows.range(from, null)) {
        if (!found.hasNext()) {
          return services;
        }
        services.add(SliceCodec.key(found.peekNextKey().get()).service());
      }
      from = after(services.get(services.size() - 1));
    }
  }

  /**
   * Beyond every row of this service: names end with a zero byte and have no control characters.
   */
  private static Bytes after(String service) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    byte[] next = Arrays.copyOf(name, name.length + 1);
    next[name.length] = 1;
    return Bytes.wrap(next);
  }

  private KeyValueIterator<Bytes, byte[]> range(Feed feed, long from, long to) {
    before.run();
    return rows.range(
        Bytes.wrap(SliceCodec.prefix(feed.service(), feed.input(), from)),
        Bytes.wrap(SliceCodec.prefix(feed.service(), feed.input(), Math.max(from, to))));
  }
}

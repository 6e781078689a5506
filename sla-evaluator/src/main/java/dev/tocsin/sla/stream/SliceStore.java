package dev.tocsin.sla.stream;

import dev.tocsin.sla.codec.SliceCodec;
import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.StoredSlice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Slices on disk, a feed's in the order of time. */
final class SliceStore {
  static final String NAME = "slices";

  private final KeyValueStore<Bytes, byte[]> store;

  SliceStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  StoredSlice get(SliceKey key) {
    byte[] value = store.get(Bytes.wrap(SliceCodec.key(key)));
    return value == null ? null : SliceCodec.value(value, key.input());
  }

  void put(SliceKey key, StoredSlice slice) {
    store.put(Bytes.wrap(SliceCodec.key(key)), SliceCodec.value(slice));
  }

  /** Visits a feed's slices from one time, inclusive, to another, exclusive. */
  void forEach(Feed feed, long from, long to, BiConsumer<SliceKey, StoredSlice> visitor) {
    try (KeyValueIterator<Bytes, byte[]> rows = range(feed, from, to)) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        SliceKey key = SliceCodec.key(row.key.get());
        // The range's end is inclusive, but no slice has only a prefix as its key.
        visitor.accept(key, SliceCodec.value(row.value, key.input()));
      }
    }
  }

  /** The keys of a feed's slices in a range of time. */
  List<SliceKey> keys(Feed feed, long from, long to) {
    List<SliceKey> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows = range(feed, from, to)) {
      while (rows.hasNext()) {
        keys.add(SliceCodec.key(rows.next().key.get()));
      }
    }
    return keys;
  }

  /** The minute of a feed's oldest slice, or {@code Long.MAX_VALUE} when there is none. */
  long oldest(Feed feed) {
    try (KeyValueIterator<Bytes, byte[]> rows = range(feed, 0, Long.MAX_VALUE)) {
      return rows.hasNext() ? SliceCodec.key(rows.next().key.get()).minute() : Long.MAX_VALUE;
    }
  }

  /** Removes a feed's slices before this time. */
  void forget(Feed feed, long before) {
    keys(feed, 0, before).forEach(key -> store.delete(Bytes.wrap(SliceCodec.key(key))));
  }

  private KeyValueIterator<Bytes, byte[]> range(Feed feed, long from, long to) {
    return store.range(
        Bytes.wrap(SliceCodec.prefix(feed.service(), feed.input(), from)),
        Bytes.wrap(SliceCodec.prefix(feed.service(), feed.input(), Math.max(from, to))));
  }
}

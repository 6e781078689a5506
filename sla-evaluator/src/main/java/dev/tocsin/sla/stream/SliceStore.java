package dev.tocsin.sla.stream;

import dev.tocsin.sla.codec.SliceCodec;
import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.StoredSlice;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Slices on disk, read and written by the task that owns them. */
final class SliceStore extends SliceReader {
  static final String NAME = "slices";

  private final KeyValueStore<Bytes, byte[]> store;

  SliceStore(KeyValueStore<Bytes, byte[]> store) {
    super(store);
    this.store = store;
  }

  void put(SliceKey key, StoredSlice slice) {
    store.put(Bytes.wrap(SliceCodec.key(key)), SliceCodec.value(slice));
  }

  /** Removes a feed's slices before this time. */
  void forget(Feed feed, long before) {
    keys(feed, 0, before).forEach(key -> store.delete(Bytes.wrap(SliceCodec.key(key))));
  }
}

package dev.tocsin.sla.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The ids of events within the dedup horizon, per service by its own event time. Only events that
 * carry an id come here.
 *
 * <p>On disk, with two rows an id: one to look it up, one in the order of time to forget it by. The
 * heap would hold a quarter of an hour of a busy service's ids only by leaving no room for more.
 */
final class SeenIds {
  private static final byte[] NOTHING = {};
  private static final byte LOOKUP = 'i';
  private static final byte BY_TIME = 't';

  private final KeyValueStore<Bytes, byte[]> store;
  private final long horizonMs;
  private final Map<String, long[]> newestAndForgotten = new HashMap<>();

  SeenIds(KeyValueStore<Bytes, byte[]> store, long horizonMs) {
    this.store = store;
    this.horizonMs = horizonMs;
  }

  /** Whether this is the first event of the service with this id; remembers it. */
  boolean first(String service, String id, long timestamp) {
    Bytes lookup = key(LOOKUP, service, null, id);
    if (store.get(lookup) != null) {
      return false;
    }
    store.put(lookup, NOTHING);
    store.put(key(BY_TIME, service, timestamp, id), NOTHING);
    long[] times = newestAndForgotten.computeIfAbsent(service, s -> new long[] {0, 0});
    times[0] = Math.max(times[0], timestamp);
    return true;
  }

  /** Forgets what is older than the horizon; cheap when nothing is. */
  void forget() {
    newestAndForgotten.forEach(
        (service, times) -> {
          long until = times[0] - horizonMs;
          // Once a minute of event time is often enough.
          if (until - times[1] > 60_000) {
            forget(service, until);
            times[1] = until;
          }
        });
  }

  private void forget(String service, long until) {
    List<Bytes> old = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows =
        store.range(key(BY_TIME, service, 0L, ""), key(BY_TIME, service, until, ""))) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        old.add(row.key);
      }
    }
    int prefix = service.getBytes(StandardCharsets.UTF_8).length + 10;
    for (Bytes row : old) {
      byte[] bytes = row.get();
      String id = new String(bytes, prefix, bytes.length - prefix, StandardCharsets.UTF_8);
      store.delete(row);
      store.delete(key(LOOKUP, service, null, id));
    }
  }

  private static Bytes key(byte kind, String service, Long timestamp, String id) {
    byte[] name = service.getBytes(StandardCharsets.UTF_8);
    byte[] tail = id.getBytes(StandardCharsets.UTF_8);
    ByteBuffer key =
        ByteBuffer.allocate(2 + name.length + (timestamp == null ? 0 : 8) + tail.length)
            .put(kind)
            .put(name)
            .put((byte) 0);
    if (timestamp != null) {
      key.putLong(timestamp);
    }
    return Bytes.wrap(key.put(tail).array());
  }
}

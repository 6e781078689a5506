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
  private final Map<String, Horizon> horizons = new HashMap<>();

  SeenIds(KeyValueStore<Bytes, byte[]> store, long horizonMs, long now) {
    this.store = store;
    this.horizonMs = horizonMs;
    try (KeyValueIterator<Bytes, byte[]> rows =
        store.range(Bytes.wrap(new byte[] {BY_TIME}), Bytes.wrap(new byte[] {BY_TIME + 1}))) {
      while (rows.hasNext()) {
        ByteBuffer row = ByteBuffer.wrap(rows.next().key.get());
        int end = 1;
        while (row.get(end) != 0) {
          end++;
        }
        String service = new String(row.array(), 1, end - 1, StandardCharsets.UTF_8);
        horizons.computeIfAbsent(service, s -> new Horizon()).see(row.getLong(end + 1), now);
      }
    }
  }

  /** Whether this is the first event of the service with this id; remembers it. */
  boolean first(String service, String id, long timestamp, long now) {
    Bytes lookup = key(LOOKUP, service, null, id);
    if (store.get(lookup) != null) {
      return false;
    }
    store.put(lookup, NOTHING);
    store.put(key(BY_TIME, service, timestamp, id), NOTHING);
    horizons.computeIfAbsent(service, s -> new Horizon()).see(timestamp, now);
    return true;
  }

  /** Forgets what is older than the horizon, as event time or silence move it. */
  void forget(long now) {
    horizons
        .entrySet()
        .removeIf(
            each -> {
              Horizon horizon = each.getValue();
              long until = horizon.newest + (now - horizon.seenAt) - horizonMs;
              // Once a minute is often enough.
              if (until - horizon.forgotten > 60_000) {
                forget(each.getKey(), until);
                horizon.forgotten = until;
              }
              return until > horizon.newest;
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

  /** How far a service's event time has come. */
  private static final class Horizon {
    private long newest;
    private long seenAt;
    private long forgotten;

    void see(long timestamp, long now) {
      if (timestamp >= newest) {
        newest = timestamp;
        seenAt = now;
      }
    }
  }
}

package dev.tocsin.router.stream;

import dev.tocsin.events.Inhibitor;
import dev.tocsin.router.domain.Inhibitors;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;

/** Finds inhibitors in the global store. */
final class StoredInhibitors {
  private StoredInhibitors() {}

  static Inhibitors of(ReadOnlyKeyValueStore<String, ValueAndTimestamp<Inhibitor>> store) {
    return prefix -> {
      try (KeyValueIterator<String, ValueAndTimestamp<Inhibitor>> found =
          store.prefixScan(prefix, new StringSerializer())) {
        return found.hasNext()
            ? Optional.of(found.next()).map(row -> row.value.value())
            : Optional.empty();
      }
    };
  }
}

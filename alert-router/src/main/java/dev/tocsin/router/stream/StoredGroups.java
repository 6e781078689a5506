package dev.tocsin.router.stream;

import dev.tocsin.router.domain.Group;
import dev.tocsin.router.domain.GroupSummary;
import dev.tocsin.router.domain.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the groups out of a running topology's store. */
public final class StoredGroups {
  /** Bounds the answer. */
  private static final int MOST = 1_000;

  private StoredGroups() {}

  /** Groups that are not empty; nothing while the store cannot be read. */
  public static Optional<List<GroupSummary>> of(KafkaStreams streams, Duration forgetAfter) {
    List<GroupSummary> summaries = new ArrayList<>();
    try (KeyValueIterator<String, Group> each =
        StoredGroups.<String, Group>rows(streams, RouterStores.GROUPS).all()) {
      ReadOnlyKeyValueStore<Bytes, Member> members = rows(streams, RouterStores.MEMBERS);
      while (each.hasNext() && summaries.size() < MOST) {
        Group group = GroupRows.whole(each.next().value, members);
        if (!group.members().isEmpty()) {
          summaries.add(GroupSummary.of(group, forgetAfter));
        }
      }
      return Optional.of(summaries);
    } catch (InvalidStateStoreException e) {
      return Optional.empty();
    }
  }

  private static <K, V> ReadOnlyKeyValueStore<K, V> rows(KafkaStreams streams, String store) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.<K, V>keyValueStore()));
  }
}

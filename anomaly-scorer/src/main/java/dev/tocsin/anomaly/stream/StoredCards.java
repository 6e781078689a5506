package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.ModelCard;
import dev.tocsin.anomaly.domain.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads model cards from the profiles that this instance owns. */
public final class StoredCards {
  private static final String END_OF_NAME = "\u0000";

  /** More than these are no picture, and reading them takes long. */
  private static final int MOST_ENTITIES = 200;

  private StoredCards() {}

  /** The cards, by entity; none while the store is moving, which is the truth at that moment. */
  public static List<ModelCard> of(KafkaStreams streams) {
    return look(
        streams,
        ScorerStores.PROFILES,
        (ReadOnlyKeyValueStore<String, Profile> profiles) -> {
          List<ModelCard> cards = new ArrayList<>();
          try (KeyValueIterator<String, Profile> all = profiles.all()) {
            while (all.hasNext()) {
              ModelCard card = all.next().value.card();
              if (card != null) {
                cards.add(card);
              }
            }
          }
          cards.sort(Comparator.comparing(ModelCard::entity));
          return cards;
        },
        List.of());
  }

  /** One entity's profile, or null when this instance does not own it or the store is moving. */
  public static Profile of(KafkaStreams streams, String entity) {
    return look(
        streams,
        ScorerStores.PROFILES,
        (ReadOnlyKeyValueStore<String, Profile> profiles) -> profiles.get(entity),
        null);
  }

  /**
   * The feature vectors of the last windows, by entity; none while the stores are moving.
   *
   * @param wanted of which entities; of the first by name, if they are too many
   */
  public static Map<String, List<double[]>> recent(KafkaStreams streams, Predicate<String> wanted) {
    List<String> entities = entities(streams, wanted);
    return look(
        streams,
        ScorerStores.ROWS,
        (ReadOnlyKeyValueStore<String, StoredRow> rows) -> {
          Map<String, List<double[]>> byEntity = new TreeMap<>();
          for (String entity : entities) {
            byEntity.put(entity, last(rows, entity));
          }
          return byEntity;
        },
        Map.of());
  }

  private static List<String> entities(KafkaStreams streams, Predicate<String> wanted) {
    return look(
        streams,
        ScorerStores.PROFILES,
        (ReadOnlyKeyValueStore<String, Profile> profiles) -> {
          TreeSet<String> entities = new TreeSet<>();
          try (KeyValueIterator<String, Profile> all = profiles.all()) {
            while (all.hasNext()) {
              String entity = all.next().key;
              if (wanted.test(entity)) {
                entities.add(entity);
              }
            }
          }
          return entities.stream().limit(MOST_ENTITIES).toList();
        },
        List.of());
  }

  private static List<double[]> last(ReadOnlyKeyValueStore<String, StoredRow> rows, String entity) {
    List<double[]> last = new ArrayList<>();
    String prefix = entity + END_OF_NAME + StoredMemory.LAST;
    try (KeyValueIterator<String, StoredRow> its =
        rows.prefixScan(prefix, new StringSerializer())) {
      its.forEachRemaining(row -> last.add(row.value.row()));
    }
    return last;
  }

  private static <V, T> T look(
      KafkaStreams streams,
      String store,
      Function<ReadOnlyKeyValueStore<String, V>, T> question,
      T otherwise) {
    try {
      return question.apply(
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  store, QueryableStoreTypes.<String, V>keyValueStore())));
    } catch (InvalidStateStoreException e) {
      return otherwise;
    }
  }
}

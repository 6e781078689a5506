package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.ModelCard;
import dev.tocsin.anomaly.domain.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
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

  /** The feature vectors of the last windows of a service and its instances, by entity. */
  public static Map<String, List<double[]>> recent(KafkaStreams streams, String service) {
    return look(
        streams,
        ScorerStores.ROWS,
        (ReadOnlyKeyValueStore<String, StoredRow> rows) -> {
          Map<String, List<double[]>> byEntity = new TreeMap<>();
          for (String prefix : List.of(service + END_OF_NAME, service + "/")) {
            add(rows.prefixScan(prefix, new StringSerializer()), byEntity);
          }
          return byEntity;
        },
        Map.of());
  }

  /** The same of all entities, as long as they are not too many: then of the first by name. */
  public static Map<String, List<double[]>> recent(KafkaStreams streams) {
    return look(
        streams,
        ScorerStores.ROWS,
        (ReadOnlyKeyValueStore<String, StoredRow> rows) -> {
          Map<String, List<double[]>> byEntity = new TreeMap<>();
          add(rows.all(), byEntity);
          return byEntity;
        },
        Map.of());
  }

  private static void add(
      KeyValueIterator<String, StoredRow> rows, Map<String, List<double[]>> byEntity) {
    try (rows) {
      while (rows.hasNext() && byEntity.size() <= MOST_ENTITIES) {
        KeyValue<String, StoredRow> each = rows.next();
        int end = each.key.indexOf(END_OF_NAME);
        if (each.key.startsWith(StoredMemory.LAST, end + 1)) {
          byEntity
              .computeIfAbsent(each.key.substring(0, end), entity -> new ArrayList<>())
              .add(each.value.row());
        }
      }
    }
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

package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.ModelCard;
import dev.tocsin.anomaly.domain.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads model cards from the profiles that this instance owns. */
public final class StoredCards {
  private StoredCards() {}

  /** The cards, by entity; none while the store is moving, which is the truth at that moment. */
  public static List<ModelCard> of(KafkaStreams streams) {
    return look(
        streams,
        profiles -> {
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
    return look(streams, profiles -> profiles.get(entity), null);
  }

  private static <T> T look(
      KafkaStreams streams,
      Function<ReadOnlyKeyValueStore<String, Profile>, T> question,
      T otherwise) {
    try {
      return question.apply(
          streams.store(
              StoreQueryParameters.fromNameAndType(
                  ScorerStores.PROFILES, QueryableStoreTypes.keyValueStore())));
    } catch (InvalidStateStoreException e) {
      return otherwise;
    }
  }
}

package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.ModelCard;
import dev.tocsin.anomaly.domain.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/** Reads model cards from the profiles that this instance owns. */
public final class StoredCards {
  private StoredCards() {}

  /** The cards, by entity; none while the store is moving, which is the truth at that moment. */
  public static List<ModelCard> of(KafkaStreams streams) {
    List<ModelCard> cards = new ArrayList<>();
    try (KeyValueIterator<String, Profile> all =
        streams
            .store(
                StoreQueryParameters.fromNameAndType(
                    ScorerStores.PROFILES, QueryableStoreTypes.<String, Profile>keyValueStore()))
            .all()) {
      while (all.hasNext()) {
        ModelCard card = all.next().value.card();
        if (card != null) {
          cards.add(card);
        }
      }
    } catch (InvalidStateStoreException e) {
      return List.of();
    }
    cards.sort(Comparator.comparing(ModelCard::entity));
    return cards;
  }
}

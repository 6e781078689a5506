package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.EntityPart;
import dev.tocsin.anomaly.domain.EntityWindows;
import dev.tocsin.anomaly.domain.Input;
import dev.tocsin.anomaly.domain.Profile;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Topics;
import dev.tocsin.streams.AccumulatingStore;
import dev.tocsin.streams.AccumulatingStoreBuilder;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The scorer's stores, by name. What is small and changes with every event lives on the heap; what
 * is large and is needed once per window lives in RocksDB, so that the heap does not grow with the
 * entities.
 */
public final class ScorerStores {
  /** Parts of windows that wait to be handed on, by entity and window. */
  public static final String PARTS = "anomaly-parts";

  /** The newest event time of each entity in this partition. */
  public static final String NEWEST = "anomaly-newest";

  /** Open windows, by entity. */
  public static final String WINDOWS = "anomaly-windows";

  /** Profiles, by entity. */
  public static final String PROFILES = "anomaly-profiles";

  /** Feature vectors to train from and those of the last windows, by entity and slot. */
  public static final String ROWS = "anomaly-rows";

  /** Model bytes, by entity and model. */
  public static final String MODELS = "anomaly-models";

  /** Which entity's model a new one begins with, by group. */
  public static final String GROUPS = "anomaly-groups";

  /** The alert about scoring itself while it fires. */
  public static final String WATCH = "anomaly-watch";

  private ScorerStores() {}

  /** How parts travel and rest. */
  public static Serde<EntityPart> parts() {
    return BinarySerde.of(EntityPart::write, EntityPart::read);
  }

  /** How all that crosses the repartition topic travels. */
  public static Serde<Input> inputs() {
    return BinarySerde.of(Input::write, Input::read);
  }

  public static StoreBuilder<AccumulatingStore<String, EntityPart>> partsStore() {
    return new AccumulatingStoreBuilder<>(PARTS, Serdes.String(), parts());
  }

  public static StoreBuilder<AccumulatingStore<String, Long>> newestStore() {
    return new AccumulatingStoreBuilder<>(NEWEST, Serdes.String(), Serdes.Long());
  }

  public static StoreBuilder<AccumulatingStore<String, EntityWindows>> windowsStore() {
    return new AccumulatingStoreBuilder<>(WINDOWS, Serdes.String(), windows());
  }

  /** How open windows rest in the changelog. */
  public static Serde<EntityWindows> windows() {
    return BinarySerde.of(EntityWindows::write, EntityWindows::read);
  }

  /** Cached: under replay a profile changes many times between two commits. */
  public static StoreBuilder<KeyValueStore<String, Profile>> profilesStore() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(PROFILES),
            Serdes.String(),
            BinarySerde.of(Profile::write, Profile::read))
        .withCachingEnabled();
  }

  public static StoreBuilder<KeyValueStore<String, StoredRow>> rowsStore() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(ROWS),
        Serdes.String(),
        BinarySerde.of(StoredRow::write, StoredRow::read));
  }

  public static StoreBuilder<KeyValueStore<String, Alert>> watchStore(Topics topics) {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(WATCH), Serdes.String(), topics.alerts().values());
  }

  public static StoreBuilder<KeyValueStore<String, String>> groupsStore() {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(GROUPS), Serdes.String(), Serdes.String());
  }

  public static StoreBuilder<KeyValueStore<String, byte[]>> modelsStore() {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(MODELS), Serdes.String(), Serdes.ByteArray());
  }
}

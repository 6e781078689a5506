package dev.tocsin.streams;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.state.StoreBuilder;

/** Builds an {@link AccumulatingStore}, always with a compacted changelog. */
public final class AccumulatingStoreBuilder<K, V> implements StoreBuilder<AccumulatingStore<K, V>> {
  private final String name;
  private final Serde<K> keys;
  private final Serde<V> values;
  private final Map<String, String> logConfig = new HashMap<>();

  /**
   * @param name the store's name; the changelog's name follows from it
   */
  public AccumulatingStoreBuilder(String name, Serde<K> keys, Serde<V> values) {
    this.name = name;
    this.keys = keys;
    this.values = values;
  }

  @Override
  public AccumulatingStore<K, V> build() {
    return new AccumulatingStore<>(name, keys, values);
  }

  @Override
  public StoreBuilder<AccumulatingStore<K, V>> withCachingEnabled() {
    return this;
  }

  @Override
  public StoreBuilder<AccumulatingStore<K, V>> withCachingDisabled() {
    throw new UnsupportedOperationException("an accumulating store is a cache");
  }

  @Override
  public StoreBuilder<AccumulatingStore<K, V>> withLoggingEnabled(Map<String, String> config) {
    logConfig.putAll(config);
    return this;
  }

  @Override
  public StoreBuilder<AccumulatingStore<K, V>> withLoggingDisabled() {
    throw new UnsupportedOperationException("an accumulating store lives on in its changelog");
  }

  @Override
  public Map<String, String> logConfig() {
    return logConfig;
  }

  @Override
  public boolean loggingEnabled() {
    return true;
  }

  @Override
  public String name() {
    return name;
  }
}

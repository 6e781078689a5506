package dev.tocsin.streams;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * A state store for values that change with every event: they live on the heap and change in place;
 * what is dirty is written to the changelog when the task commits, once, however often it changed.
 *
 * <p>Under exactly-once the changelog writes are in the transaction of the commit, so a crash falls
 * back to the values of the last commit together with the offsets of the last commit. For that the
 * store must write <em>before</em> the producer commits, and Kafka Streams asks only its own cached
 * stores to do so: hence {@link CachedStateStore}, an internal interface. The crash test of the SLA
 * evaluator would notice if that changed.
 *
 * @param <K> keys, with equals and hashCode
 * @param <V> values, changed in place by their owner
 */
public final class AccumulatingStore<K, V> implements StateStore, CachedStateStore<Bytes, byte[]> {
  private final String name;
  private final Serde<K> keys;
  private final Serde<V> values;
  private final Map<K, V> entries = new HashMap<>();
  private final Set<K> dirty = new HashSet<>();
  private InternalProcessorContext<?, ?> context;
  private String changelog;
  private boolean open;

  AccumulatingStore(String name, Serde<K> keys, Serde<V> values) {
    this.name = name;
    this.keys = keys;
    this.values = values;
  }

  /** The value, or null. To change it in place, follow with {@link #touch}. */
  public V get(K key) {
    return entries.get(key);
  }

  /** The value, created when absent, and marked as changed. */
  public V change(K key, Supplier<V> initial) {
    V value = entries.get(key);
    if (value == null) {
      value = initial.get();
      entries.put(key, value);
    }
    dirty.add(key);
    return value;
  }

  public void put(K key, V value) {
    entries.put(key, value);
    dirty.add(key);
  }

  /** Marks a value as changed in place. */
  public void touch(K key) {
    dirty.add(key);
  }

  public void remove(K key) {
    if (entries.remove(key) != null) {
      dirty.add(key);
    }
  }

  /** Removes every entry for which the test holds. */
  public void removeIf(BiPredicate<K, V> test) {
    Iterator<Map.Entry<K, V>> each = entries.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<K, V> entry = each.next();
      if (test.test(entry.getKey(), entry.getValue())) {
        dirty.add(entry.getKey());
        each.remove();
      }
    }
  }

  /** Visits every entry; the visitor must not add or remove any. */
  public void forEach(BiConsumer<K, V> visitor) {
    entries.forEach(visitor);
  }

  public int size() {
    return entries.size();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext stateContext, StateStore root) {
    context = (InternalProcessorContext<?, ?>) stateContext;
    changelog = context.changelogFor(name);
    context.register(root, this::restore);
    open = true;
  }

  private void restore(byte[] key, byte[] value) {
    K restored = keys.deserializer().deserialize(changelog, key);
    if (value == null) {
      entries.remove(restored);
    } else {
      entries.put(restored, values.deserializer().deserialize(changelog, value));
    }
  }

  @Override
  public void flushCache() {
    // Unknown (-1) until the task has done anything; the changelog stamps its records itself.
    long now = Math.max(0, context.currentSystemTimeMs());
    for (K key : dirty) {
      V value = entries.get(key);
      context.logChange(
          name,
          Bytes.wrap(keys.serializer().serialize(changelog, key)),
          value == null ? null : values.serializer().serialize(changelog, value),
          now,
          Position.emptyPosition());
    }
    dirty.clear();
  }

  @Override
  public void flush() {
    // Nothing is kept anywhere but on the heap and, since flushCache, in the changelog.
  }

  @Override
  public boolean setFlushListener(CacheFlushListener<Bytes, byte[]> listener, boolean oldValues) {
    return false;
  }

  @Override
  public void clearCache() {
    dirty.clear();
  }

  @Override
  public void close() {
    open = false;
    entries.clear();
    dirty.clear();
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }
}

package dev.tocsin.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<K, Cell<K, V>> cells = new HashMap<>();
  private final List<Cell<K, V>> dirty = new ArrayList<>();
  private int size;
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
    Cell<K, V> cell = cells.get(key);
    return cell == null ? null : cell.value;
  }

  /** The value, created when absent, and marked as changed. */
  public V change(K key, Supplier<V> initial) {
    Cell<K, V> cell = cells.get(key);
    if (cell == null || cell.value == null) {
      cell = set(cell, key, initial.get());
    }
    mark(cell);
    return cell.value;
  }

  public void put(K key, V value) {
    mark(set(cells.get(key), key, value));
  }

  /** Marks a value, if there is one, as changed in place; returns it, or null. */
  public V touch(K key) {
    Cell<K, V> cell = cells.get(key);
    if (cell == null) {
      return null;
    }
    mark(cell);
    return cell.value;
  }

  public void remove(K key) {
    Cell<K, V> cell = cells.get(key);
    if (cell != null) {
      clear(cell);
    }
  }

  /** Removes every entry for which the test holds. */
  public void removeIf(BiPredicate<K, V> test) {
    for (Cell<K, V> each : cells.values()) {
      if (each.value != null && test.test(each.key, each.value)) {
        clear(each);
      }
    }
  }

  /** Visits every entry; the visitor must not add any. */
  public void forEach(BiConsumer<K, V> visitor) {
    for (Cell<K, V> each : cells.values()) {
      if (each.value != null) {
        visitor.accept(each.key, each.value);
      }
    }
  }

  public int size() {
    return size;
  }

  private Cell<K, V> set(Cell<K, V> known, K key, V value) {
    Cell<K, V> cell = known;
    if (cell == null) {
      cell = new Cell<>(key);
      cells.put(key, cell);
    }
    size += cell.value == null ? 1 : 0;
    cell.value = value;
    return cell;
  }

  private void clear(Cell<K, V> cell) {
    if (cell.value != null) {
      cell.value = null;
      size--;
      mark(cell);
    }
  }

  private void mark(Cell<K, V> cell) {
    if (!cell.dirty) {
      cell.dirty = true;
      dirty.add(cell);
    }
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
      Cell<K, V> gone = cells.remove(restored);
      size -= gone == null ? 0 : 1;
    } else {
      V read = values.deserializer().deserialize(changelog, value);
      set(cells.get(restored), restored, read);
    }
  }

  @Override
  public void flushCache() {
    // Unknown (-1) until the task has done anything; the changelog stamps its records itself.
    long now = Math.max(0, context.currentSystemTimeMs());
    for (Cell<K, V> each : dirty) {
      each.dirty = false;
      if (each.value == null) {
        cells.remove(each.key);
      }
      context.logChange(
          name,
          Bytes.wrap(keys.serializer().serialize(changelog, each.key)),
          each.value == null ? null : values.serializer().serialize(changelog, each.value),
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
    cells.clear();
    size = 0;
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

  /** A value in its place: to change it takes one look, and to write it none. */
  private static final class Cell<K, V> {
    final K key;

    /** Null once it was removed: it stays here until that is written. */
    V value;

    boolean dirty;

    Cell(K key) {
      this.key = key;
    }
  }
}

package dev.tocsin.sla.whatif;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Sorted rows on the heap, for as long as one retrial lasts: no changelog, no disk. */
final class HeapRows implements KeyValueStore<Bytes, byte[]> {
  private final String name;
  private final NavigableMap<Bytes, byte[]> rows = new TreeMap<>();

  HeapRows(String name) {
    this.name = name;
  }

  @Override
  public void put(Bytes key, byte[] value) {
    if (value == null) {
      rows.remove(key);
    } else {
      rows.put(key, value);
    }
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    return rows.putIfAbsent(key, value);
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(each -> put(each.key, each.value));
  }

  @Override
  public byte[] delete(Bytes key) {
    return rows.remove(key);
  }

  @Override
  public byte[] get(Bytes key) {
    return rows.get(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    NavigableMap<Bytes, byte[]> tail = from == null ? rows : rows.tailMap(from, true);
    return new Rows(to == null ? tail : tail.headMap(to, true));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return new Rows(rows);
  }

  @Override
  public long approximateNumEntries() {
    return rows.size();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    // Nothing to restore.
  }

  @Override
  public void flush() {
    // Nothing to write.
  }

  @Override
  public void close() {
    rows.clear();
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  /** A copy of the range: rows may be deleted while somebody reads. */
  private static final class Rows implements KeyValueIterator<Bytes, byte[]> {
    private final Iterator<Map.Entry<Bytes, byte[]>> each;
    private Map.Entry<Bytes, byte[]> next;

    Rows(NavigableMap<Bytes, byte[]> range) {
      each = List.copyOf(range.entrySet()).iterator();
      next = each.hasNext() ? each.next() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Bytes peekNextKey() {
      if (next == null) {
        throw new NoSuchElementException();
      }
      return next.getKey();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      KeyValue<Bytes, byte[]> row = KeyValue.pair(peekNextKey(), next.getValue());
      next = each.hasNext() ? each.next() : null;
      return row;
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}

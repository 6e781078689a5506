package dev.tocsin.report.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The rows that some records make, settled by key, and what clients of the live events get. */
final class Batch {
  private final Map<Table, Map<Key, Object[]>> rows = new LinkedHashMap<>();
  private final Map<List<Object>, LiveEvent> live = new LinkedHashMap<>();

  /** Adds one row, in the table's order of columns; of one key the newest stays. */
  void add(Table table, Object... row) {
    rows.computeIfAbsent(table, t -> new LinkedHashMap<>())
        .merge(new Key(table.key(row)), row, table::newer);
  }

  /** A row's key, which is looked up in several maps: its hash is made once. */
  private static final class Key {
    private final List<Object> values;
    private final int hash;

    Key(List<Object> values) {
      this.values = values;
      this.hash = values.hashCode();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && hash == that.hash && values.equals(that.values);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /** Tells live clients, once a batch for each key: the last word counts. */
  void tell(String event, Object key, byte[] json) {
    live.put(List.of(event, key), new LiveEvent(event, json));
  }

  /** Adds what later records have made. */
  void addAll(Batch later) {
    later.rows.forEach(
        (table, byKey) -> {
          Map<Key, Object[]> mine = rows.putIfAbsent(table, byKey);
          if (mine != null) {
            byKey.forEach((key, row) -> mine.merge(key, row, table::newer));
          }
        });
    live.putAll(later.live);
  }

  void forEachTable(BiConsumer<Table, List<Object[]>> action) {
    rows.forEach((table, byKey) -> action.accept(table, new ArrayList<>(byKey.values())));
  }

  Collection<LiveEvent> live() {
    return live.values();
  }
}

package dev.tocsin.anomaly.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** When to look at which entity next: one due time each, so that a look visits only what is due. */
final class DueTimes {
  private final Map<String, Long> byEntity = new HashMap<>();
  private final TreeMap<Long, TreeSet<String>> byTime = new TreeMap<>();

  /** Looks at the entity at this time, in place of the time that was set before. */
  void at(long time, String entity) {
    Long before = byEntity.put(entity, time);
    if (before != null) {
      take(before, entity);
    }
    byTime.computeIfAbsent(time, t -> new TreeSet<>()).add(entity);
  }

  /** Takes out an entity that is due, the longest overdue first; null when none is. */
  String next(long now) {
    Map.Entry<Long, TreeSet<String>> first = byTime.firstEntry();
    if (first == null || first.getKey() > now) {
      return null;
    }
    String entity = first.getValue().first();
    take(first.getKey(), entity);
    byEntity.remove(entity);
    return entity;
  }

  private void take(long time, String entity) {
    TreeSet<String> there = byTime.get(time);
    there.remove(entity);
    if (there.isEmpty()) {
      byTime.remove(time);
    }
  }
}

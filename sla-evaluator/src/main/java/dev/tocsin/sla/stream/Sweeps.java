package dev.tocsin.sla.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * When to look on disk for what is too old: once an hour of event time for each key, which is soon
 * enough for what is kept for days, and not for all keys at the same time. To look for nothing
 * costs as much as to write a verdict.
 */
final class Sweeps<K> {
  private static final long APART_MS = Duration.ofHours(1).toMillis();

  private final Map<K, Long> turns = new HashMap<>();

  /**
   * Whether it is this key's turn; then it is taken. The first time is not.
   *
   * @param before what is older may be forgotten, epoch milliseconds
   */
  boolean due(K key, long before) {
    long turn = Math.floorDiv(before + Math.floorMod(key.hashCode(), APART_MS), APART_MS);
    Long last = turns.putIfAbsent(key, turn);
    if (last == null || turn <= last) {
      return false;
    }
    turns.put(key, turn);
    return true;
  }

  /** The key is no more. */
  void remove(K key) {
    turns.remove(key);
  }
}

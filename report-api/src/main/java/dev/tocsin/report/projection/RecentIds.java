package dev.tocsin.report.projection;

import java.util.Arrays;

/**
 * The ids of the newest events that have one: the last {@value #EACH} at least, twice as many at
 * most, by 64-bit hashes in at most 8 MiB. Two different events among them are taken for one with a
 * probability of some 10<sup>-8</sup> in all. Not thread-safe.
 */
final class RecentIds {
  static final int EACH = 1 << 18;

  private static final int SLOTS = 2 * EACH;
  private static final long[] NONE = {};

  private long[] newer = NONE;
  private long[] older = NONE;
  private int count;

  /** Whether this id of the service is none of the newest; remembers it. */
  boolean first(String service, String id) {
    long hash = hash(service, id);
    if (contains(newer, hash) || contains(older, hash)) {
      return false;
    }
    if (newer.length == 0) {
      newer = new long[SLOTS];
    } else if (count == EACH) {
      long[] oldest = older.length == 0 ? new long[SLOTS] : older;
      Arrays.fill(oldest, 0);
      older = newer;
      newer = oldest;
      count = 0;
    }
    newer[slot(newer, hash)] = hash;
    count++;
    return true;
  }

  private static boolean contains(long[] table, long hash) {
    return table.length > 0 && table[slot(table, hash)] == hash;
  }

  /** Where it is, or where it can be put: half of the slots are free. */
  private static int slot(long[] table, long hash) {
    int slot = (int) hash & SLOTS - 1;
    while (table[slot] != 0 && table[slot] != hash) {
      slot = slot + 1 & SLOTS - 1;
    }
    return slot;
  }

  /** FNV-1a (Fowler, Noll, Vo) with the finalizer of SplitMix64 (Steele, Lea, Flood); never 0. */
  private static long hash(String service, String id) {
    long hash = add(add(0xcbf29ce484222325L, service) * 31, id);
    hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
    hash ^= hash >>> 31;
    return hash == 0 ? 1 : hash;
  }

  private static long add(long seed, String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}

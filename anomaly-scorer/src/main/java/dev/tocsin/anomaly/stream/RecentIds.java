package dev.tocsin.anomaly.stream;

import java.util.HashSet;
import java.util.Set;

/**
 * The identities of the newest events, at least 16,384 of them, as 64-bit hashes. On the heap only:
 * an event that is sent again across a restart counts twice in one window's features, which is a
 * smaller evil than a changelog record per event. Exact totals are the SLA evaluator's business.
 */
final class RecentIds {
  private static final int GENERATION = 16_384;
  private Set<Long> young = new HashSet<>();
  private Set<Long> old = Set.of();

  boolean isNew(String service, String id) {
    long hash = 31L * hash(service) + hash(id);
    if (young.contains(hash) || old.contains(hash)) {
      return false;
    }
    if (young.size() == GENERATION) {
      old = young;
      young = new HashSet<>();
    }
    young.add(hash);
    return true;
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash ^ hash >>> 32;
  }
}

package dev.tocsin.sla.domain;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which records were counted in a run of a ring's slices. Each verdict says so of its whole period,
 * and 30 days have 43,200 minutes: so they are put together once for each block of slices, again
 * when one of them changes, and a verdict walks only over blocks and over the slices at both ends.
 */
final class OffsetBlocks {
  static final int SIZE = 256;

  private final Ring ring;

  /** Null while no period was as long as a block: of most rings none ever is. */
  private NavigableMap<Long, Offsets> blocks;

  OffsetBlocks(Ring ring) {
    this.ring = ring;
  }

  /** Something was counted in this slice. */
  void changed(long number) {
    if (blocks != null) {
      blocks.remove(Math.floorDiv(number, SIZE));
    }
  }

  /** The ring has moved on: slices before this one are not kept any more. */
  void forget(long oldest) {
    if (blocks != null) {
      blocks.headMap(Math.floorDiv(oldest - 1, SIZE), true).clear();
    }
  }

  /**
   * Those of the slices from {@code first} to {@code last}, both inclusive, as far as they are
   * kept.
   */
  Offsets between(long first, long last) {
    Offsets all = new Offsets();
    if (ring.empty()) {
      return all;
    }
    long begin = Math.max(first, ring.oldest());
    long end = Math.min(last, ring.head());
    long block = -Math.floorDiv(-begin, SIZE);
    long after = Math.floorDiv(end + 1, SIZE);
    if (block >= after) {
      walk(begin, end, all);
      return all;
    }
    blocks = blocks == null ? new TreeMap<>() : blocks;
    walk(begin, block * SIZE - 1, all);
    for (; block < after; block++) {
      all.merge(blocks.computeIfAbsent(block, this::walk));
    }
    walk(after * SIZE, end, all);
    return all;
  }

  private Offsets walk(long block) {
    Offsets offsets = new Offsets();
    walk(block * SIZE, block * SIZE + SIZE - 1, offsets);
    return offsets;
  }

  private void walk(long first, long last, Offsets to) {
    ring.forEach(first, last, (slot, number) -> to.merge(slot.offsets()));
  }
}

package dev.tocsin.sla.stream;

import dev.tocsin.sla.domain.Objective;
import dev.tocsin.sla.domain.Progress;
import dev.tocsin.sla.domain.ProgressKey;
import dev.tocsin.sla.domain.Slot;
import dev.tocsin.sla.domain.SlotBlock;
import dev.tocsin.sla.domain.Tally;
import dev.tocsin.streams.AccumulatingStore;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Progress on the heap, written at commit in small parts: what is final in one record, the slices
 * in blocks, so that a commit costs the slices that changed.
 */
final class ProgressStore {
  static final String PROGRESS = "progress";
  static final String SLOTS = "slots";

  private final AccumulatingStore<ProgressKey, Progress> progress;
  private final AccumulatingStore<SlotBlock.Key, SlotBlock> blocks;
  private final Map<ProgressKey, TreeMap<Long, SlotBlock>> restored = new HashMap<>();
  private final Map<ProgressKey, Long> oldest = new HashMap<>();
  private final long latenessMs;

  ProgressStore(
      AccumulatingStore<ProgressKey, Progress> progress,
      AccumulatingStore<SlotBlock.Key, SlotBlock> blocks,
      long latenessMs) {
    this.progress = progress;
    this.blocks = blocks;
    this.latenessMs = latenessMs;
    blocks.forEach(
        (key, block) -> {
          oldest.merge(key.progress(), key.block(), Math::min);
          restored.computeIfAbsent(key.progress(), k -> new TreeMap<>()).put(key.block(), block);
        });
  }

  Progress get(ProgressKey key) {
    return progress.get(key);
  }

  void forEach(BiConsumer<ProgressKey, Progress> visitor) {
    progress.forEach(visitor);
  }

  /** Gives restored progress its objective and its slices. */
  void attach(ProgressKey key, Progress each, Objective objective) {
    Map<Long, Slot> slots = new TreeMap<>();
    TreeMap<Long, SlotBlock> own = restored.remove(key);
    if (own != null) {
      own.values().forEach(block -> block.forEach((slot, number) -> slots.put(number, slot)));
    }
    each.attach(objective, key.service(), latenessMs, slots);
  }

  /** What was restored belongs to nobody any more. */
  void attached() {
    restored.clear();
  }

  /** Counts what was newly counted in one minute. */
  void count(ProgressKey key, Objective objective, long minute, Tally tally, long closedThrough) {
    Progress each = progress.get(key);
    if (each == null) {
      each = new Progress(objective, key.service(), latenessMs);
      progress.put(key, each);
    }
    if (each.count(minute, tally, closedThrough)) {
      progress.touch(key);
    }
    if (keep(key, each, objective.slotOf(minute))) {
      trim(key, each);
    }
  }

  /** Something but the slices changed. */
  void touch(ProgressKey key) {
    progress.touch(key);
  }

  /** Replaces all that is kept. */
  void replace(ProgressKey key, Progress rebuilt) {
    remove(key);
    progress.put(key, rebuilt);
    rebuilt.forEach((slot, number) -> keep(key, rebuilt, number));
  }

  void remove(ProgressKey key) {
    Progress each = progress.get(key);
    Long first = oldest.remove(key);
    if (each != null && first != null) {
      for (long block = first; block <= SlotBlock.of(each.head()); block++) {
        blocks.remove(new SlotBlock.Key(key, block));
      }
    }
    progress.remove(key);
    restored.remove(key);
  }

  /** Keeps a slice in its block; says whether the block is new. */
  private boolean keep(ProgressKey key, Progress each, long number) {
    Slot slot = each.slot(number);
    if (slot == null) {
      return false;
    }
    long block = SlotBlock.of(number);
    int before = blocks.size();
    blocks.change(new SlotBlock.Key(key, block), () -> new SlotBlock(block)).put(number, slot);
    boolean fresh = blocks.size() > before;
    if (fresh) {
      oldest.merge(key, block, Math::min);
    }
    return fresh;
  }

  private void trim(ProgressKey key, Progress each) {
    long keptFrom = SlotBlock.of(each.oldestKept(each.head()));
    Long first = oldest.get(key);
    if (first == null || first >= keptFrom) {
      return;
    }
    // After a gap of years all that was is gone; what is between never was.
    long last =
        Math.min(keptFrom, first + SlotBlock.of(each.head() - each.oldestKept(each.head())) + 2);
    for (long block = first; block < last; block++) {
      blocks.remove(new SlotBlock.Key(key, block));
    }
    oldest.put(key, keptFrom);
  }
}

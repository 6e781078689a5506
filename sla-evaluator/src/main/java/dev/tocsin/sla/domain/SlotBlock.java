package dev.tocsin.sla.domain;

import java.util.function.ObjLongConsumer;

/**
 * A few neighbouring measurement slices: what is written when one of them changes. A whole ring in
 * one record would be written again and again, and could grow beyond what a record may hold.
 */
public final class SlotBlock {
  /** Slices in a block. */
  public static final int SIZE = 16;

  private final long first;
  private final Slot[] slots = new Slot[SIZE];

  /**
   * @param block its number: the first slice's number by {@link #SIZE}
   */
  public SlotBlock(long block) {
    first = block * SIZE;
  }

  /** The block in which a slice lies. */
  public static long of(long number) {
    return Math.floorDiv(number, (long) SIZE);
  }

  public void put(long number, Slot slot) {
    slots[(int) (number - first)] = slot;
  }

  /** Visits the slices with data, in their order. */
  public void forEach(ObjLongConsumer<Slot> visitor) {
    for (int i = 0; i < SIZE; i++) {
      if (slots[i] != null) {
        visitor.accept(slots[i], first + i);
      }
    }
  }

  /**
   * A block's key.
   *
   * @param progress the objective and service
   * @param block its number
   */
  public record Key(ProgressKey progress, long block) {
    // Written out: see ProgressKey.
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && block == that.block && progress.equals(that.progress);
    }

    @Override
    public int hashCode() {
      return 31 * progress.hashCode() + Long.hashCode(block);
    }
  }
}

package dev.tocsin.sla.domain;

import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/**
 * The newest measurement slices of one objective and service, with running totals of each of its
 * windows. Slices are numbered by time; those without data are null.
 */
final class Ring {
  private static final long EMPTY = Long.MIN_VALUE;

  private final Objective objective;
  private final Slot[] slots;
  private final Totals[] running;
  private long head = EMPTY;

  /**
   * @param spare how many slices before the evaluation period are kept, for periods that end before
   *     the newest slice
   */
  Ring(Objective objective, int spare) {
    this.objective = objective;
    this.slots = new Slot[objective.periodSlots() + spare];
    this.running = new Totals[objective.windowLengths().length];
    Arrays.setAll(running, i -> new Totals());
  }

  /** The newest slice's number. */
  long head() {
    return head;
  }

  /** How many slices are kept. */
  int capacity() {
    return slots.length;
  }

  boolean empty() {
    return head == EMPTY;
  }

  /** Whether the slice is still kept. */
  boolean reaches(long number) {
    return empty() || number > head - slots.length;
  }

  /** The slice, or null when it has no data or is not kept. */
  Slot at(long number) {
    return !empty() && number <= head && number > head - slots.length ? slots[place(number)] : null;
  }

  /** Moves on, so that {@code number} is the newest slice. */
  void advance(long number) {
    if (empty()) {
      head = number;
      return;
    }
    if (number - head >= slots.length) {
      Arrays.fill(slots, null);
      Arrays.setAll(running, i -> new Totals());
      head = number;
      return;
    }
    int[] lengths = objective.windowLengths();
    while (head < number) {
      head++;
      for (int i = 0; i < running.length; i++) {
        running[i].remove(slots[place(head - lengths[i])], objective);
      }
      slots[place(head)] = null;
    }
  }

  /** Counts into a slice that is kept, or newer than all. */
  void count(long number, Tally tally) {
    Slot slot = at(number);
    if (slot == null) {
      slot = new Slot();
      objective.count(slot, tally);
      put(number, slot);
      return;
    }
    change(number, slot, false);
    objective.count(slot, tally);
    change(number, slot, true);
  }

  /** Puts back a slice that has none yet. */
  void put(long number, Slot slot) {
    if (empty() || number > head) {
      advance(number);
    }
    slots[place(number)] = slot;
    change(number, slot, true);
  }

  private void change(long number, Slot slot, boolean add) {
    int[] lengths = objective.windowLengths();
    for (int i = 0; i < running.length; i++) {
      if (number > head - lengths[i]) {
        if (add) {
          running[i].add(slot, objective);
        } else {
          running[i].remove(slot, objective);
        }
      }
    }
  }

  /** Totals of window {@code i} as it is when slice {@code end}, at most head, is its last. */
  Totals totals(int i, long end) {
    if (end == head) {
      return running[i];
    }
    long length = objective.windowLengths()[i];
    Totals totals = running[i].copy();
    for (long number = head; number > Math.max(end, head - length); number--) {
      totals.remove(at(number), objective);
    }
    for (long number = Math.min(end, head - length); number > end - length; number--) {
      totals.add(at(number), objective);
    }
    return totals;
  }

  /** Totals of window {@code i} that ends with {@code end}, without that last slice. */
  Totals totalsBefore(int i, long end) {
    Totals totals = totals(i, end).copy();
    totals.remove(at(end), objective);
    return totals;
  }

  /** Visits the slices with data from {@code first} to {@code last}, inclusive. */
  void forEach(long first, long last, ObjLongConsumer<Slot> visitor) {
    for (long number = Math.max(first, head - slots.length + 1);
        number <= Math.min(last, head);
        number++) {
      Slot slot = slots[place(number)];
      if (slot != null) {
        visitor.accept(slot, number);
      }
    }
  }

  /** Visits all slices with data, oldest first. */
  void forEach(ObjLongConsumer<Slot> visitor) {
    if (!empty()) {
      forEach(head - slots.length + 1, head, visitor);
    }
  }

  private int place(long number) {
    return (int) Math.floorMod(number, (long) slots.length);
  }
}

package dev.tocsin.sla.domain;

import java.util.Arrays;
import java.util.function.ObjLongConsumer;

/**
 * The newest measurement slices of one objective and service, with running totals of each of its
 * windows. Slices are numbered by time; those without data are null.
 */
final class Ring {
  private static final long EMPTY = Long.MIN_VALUE;

  /** From how many slices on it is as well to sum up anew. */
  private static final int MOST_STEPS = 16;

  private final Objective objective;
  private final Slot[] slots;
  private final Totals[] running;
  private final Totals[] walked;
  private long head = EMPTY;
  private long walkedTo = EMPTY;

  /**
   * @param spare how many slices before the evaluation period are kept, for periods that end before
   *     the newest slice
   */
  Ring(Objective objective, int spare) {
    this.objective = objective;
    this.slots = new Slot[objective.mostSlots() + spare];
    this.running = new Totals[objective.windows()];
    this.walked = new Totals[running.length];
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
    forgetWalked();
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
    while (head < number) {
      for (int i = 0; i < running.length; i++) {
        slide(i, running, head);
      }
      head++;
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
    forgetWalked();
    for (int i = 0; i < running.length; i++) {
      if (number >= objective.firstOf(i, head)) {
        if (add) {
          running[i].add(slot, objective);
        } else {
          running[i].remove(slot, objective);
        }
      }
    }
  }

  /**
   * Totals of window {@code i} as it is when slice {@code end}, at most head, is its last; to be
   * read before anything is counted. One end after the other costs no more than the slices between
   * them.
   */
  Totals totals(int i, long end) {
    if (end == head) {
      return running[i];
    }
    if (walkedTo == EMPTY || walkedTo > end || end - walkedTo > MOST_STEPS) {
      for (int window = 0; window < running.length; window++) {
        walked[window] = sum(window, end);
      }
      walkedTo = end;
    }
    for (; walkedTo < end; walkedTo++) {
      for (int window = 0; window < running.length; window++) {
        slide(window, walked, walkedTo);
        walked[window].add(at(walkedTo + 1), objective);
      }
    }
    return walked[i];
  }

  private void forgetWalked() {
    if (walkedTo != EMPTY) {
      walkedTo = EMPTY;
      Arrays.fill(walked, null);
    }
  }

  private Totals sum(int i, long end) {
    long first = objective.firstOf(i, end);
    long runningFirst = objective.firstOf(i, head);
    if (head - end > end - first || runningFirst > end) {
      Totals totals = new Totals();
      forEach(first, end, (slot, number) -> totals.add(slot, objective));
      return totals;
    }
    Totals totals = running[i].copy();
    forEach(end + 1, head, (slot, number) -> totals.remove(slot, objective));
    forEach(first, runningFirst - 1, (slot, number) -> totals.add(slot, objective));
    return totals;
  }

  /** Takes what leaves window {@code i} out of its totals when it ends one slice later. */
  private void slide(int i, Totals[] totals, long end) {
    long next = objective.firstOf(i, end + 1);
    if (next > end) {
      totals[i] = new Totals();
      return;
    }
    for (long number = objective.firstOf(i, end); number < next; number++) {
      totals[i].remove(at(number), objective);
    }
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

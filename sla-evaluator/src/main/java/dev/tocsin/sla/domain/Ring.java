package dev.tocsin.sla.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * The newest measurement slices of one objective and service, with the totals of its windows.
 * Slices are numbered by time; those without data are null.
 */
final class Ring {
  private static final long EMPTY = Long.MIN_VALUE;
  private static final int SMALLEST = 4;

  private final String service;
  private final int capacity;
  private final WindowTotals totals;
  private final OffsetBlocks offsets = new OffsetBlocks(this);
  private Objective objective;
  private long head = EMPTY;
  private Objective excluding;
  private Exclusions exclusions;

  /** The newest ones, at least from the oldest with data on: most rings are never full. */
  private Slot[] slots;

  /**
   * @param spare how many slices before the evaluation period are kept, for periods that end before
   *     the newest slice
   */
  Ring(Objective objective, String service, int spare) {
    this.objective = objective;
    this.service = service;
    this.capacity = objective.mostSlots() + spare;
    this.slots = new Slot[Math.min(capacity, SMALLEST)];
    this.totals = new WindowTotals(this, objective);
  }

  /** Goes on with the same definitions, of which others were made anew. */
  void follow(Objective same) {
    objective = same;
    totals.follow(same);
  }

  /** The totals of its windows; to be read before anything else is counted. */
  WindowTotals totals() {
    return totals;
  }

  /** The newest definition. */
  Objective objective() {
    return objective;
  }

  /** What a version leaves out. */
  Exclusions exclusions(Objective version) {
    if (version != excluding) {
      excluding = version;
      exclusions = version.exclusions(service);
    }
    return exclusions;
  }

  /** The newest slice's number. */
  long head() {
    return head;
  }

  /** How many slices are kept. */
  int capacity() {
    return capacity;
  }

  boolean empty() {
    return head == EMPTY;
  }

  /** Which records the slices from {@code first} to {@code last} counted, both inclusive. */
  Offsets offsets(long first, long last) {
    return offsets.between(first, last);
  }

  /** The first slice that is kept, with data or not. */
  long oldest() {
    return head - slots.length + 1;
  }

  /** Whether the slice is still kept. */
  boolean reaches(long number) {
    return empty() || number > head - capacity;
  }

  /** The slice, or null when it has no data or is not kept. */
  Slot at(long number) {
    return !empty() && number <= head && number > head - slots.length ? slots[place(number)] : null;
  }

  /** Moves on, so that {@code number} is the newest slice. */
  void advance(long number) {
    totals.forgetWalked();
    if (empty()) {
      head = number;
      return;
    }
    if (number - head >= capacity) {
      Arrays.fill(slots, null);
      totals.clear();
      head = number;
      offsets.forget(number);
      return;
    }
    while (head < number) {
      totals.slide();
      if (slots.length < capacity && slots[place(head + 1)] != null) {
        makeRoom();
      }
      head++;
      slots[place(head)] = null;
      if (objective.vouches()) {
        settle(head);
      }
    }
    offsets.forget(oldest());
  }

  /** Counts a minute into its slice, which is kept, or newer than all. */
  void count(long minute, Tally tally) {
    long number = objective.slotOf(minute);
    if (empty() || number > head) {
      advance(number);
    }
    offsets.changed(number);
    Slot slot = at(number);
    if (slot == null) {
      slot = fresh(number);
      store(number, slot);
    } else {
      totals.remove(slot, number);
    }
    Objective version = objective.at(minute);
    if (version.vouches()) {
      slot.take(((CheckTally) tally).results());
      slot.offsets().merge(tally.offsets());
      settle(number, slot);
    } else if (exclusions(version).covers(minute)) {
      version.measure().count(slot.apart(), slot::apart, tally);
    } else {
      version.measure().count(slot, tally);
    }
    totals.add(slot, number);
    for (long next = number + 1; next <= vouchedThrough(number); next++) {
      settle(next);
    }
  }

  private Slot fresh(long number) {
    Exclusions left = exclusions(objective.inForce(number));
    return new Slot(
        left.none() ? 0 : left.millis(objective.startOf(number), objective.startOf(number + 1)));
  }

  /** The last slice about which what is found in this one can say anything. */
  long vouchedThrough(long number) {
    return Math.min(head, number + objective.lookBack());
  }

  /** Measures all slices again, from what checks found. */
  void settle() {
    if (objective.vouches() && !empty()) {
      for (long number = head - capacity + 1; number <= head; number++) {
        settle(number);
      }
    }
  }

  private void settle(long number) {
    Slot slot = at(number);
    if (slot == null) {
      slot = fresh(number);
    } else {
      totals.remove(slot, number);
    }
    settle(number, slot);
    store(number, slot.blank() ? null : slot);
    totals.add(slot, number);
  }

  private void settle(long number, Slot slot) {
    Map<String, CheckResults.Result> last = new HashMap<>();
    forEach(
        number - objective.lookBack(),
        number - 1,
        (each, n) -> {
          if (each.results() != null) {
            each.results().forEach(result -> last.put(result.check(), result));
          }
        });
    Map<String, List<CheckResults.Result>> byCheck = new TreeMap<>();
    last.forEach((check, result) -> byCheck.put(check, new ArrayList<>(List.of(result))));
    if (slot.results() != null) {
      slot.results()
          .forEach(
              result ->
                  byCheck.computeIfAbsent(result.check(), c -> new ArrayList<>()).add(result));
    }
    Objective version = objective.inForce(number);
    Uptime.settle(
        slot,
        version,
        exclusions(version),
        byCheck,
        objective.startOf(number),
        objective.startOf(number + 1));
  }

  /** Puts back a slice that has none yet. */
  void put(long number, Slot slot) {
    if (empty() || number > head) {
      advance(number);
    }
    offsets.changed(number);
    store(number, slot);
    totals.add(slot, number);
  }

  /** Of one that is kept; null for one that has no data. */
  private void store(long number, Slot slot) {
    while (slot != null && slots.length < capacity && number <= head - slots.length) {
      makeRoom();
    }
    if (number > head - slots.length) {
      slots[place(number)] = slot;
    }
  }

  /** Twice as much as now, up to all that is kept. */
  private void makeRoom() {
    Slot[] more = new Slot[(int) Math.min(capacity, 2L * slots.length)];
    for (long number = head - slots.length + 1; number <= head; number++) {
      more[(int) Math.floorMod(number, (long) more.length)] = slots[place(number)];
    }
    slots = more;
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

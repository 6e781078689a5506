package dev.tocsin.sla.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjLongConsumer;

/**
 * The newest measurement slices of one objective and service, with running totals of each of its
 * windows. Slices are numbered by time; those without data are null.
 */
final class Ring {
  private static final long EMPTY = Long.MIN_VALUE;

  /** From how many slices on it is as well to sum up anew. */
  private static final int MOST_STEPS = 16;

  private final String service;
  private final Slot[] slots;
  private Objective objective;
  // The version whose windows run, and after its windows what its period left out.
  private Objective active;
  private Totals[] running;
  private Totals[] walked;
  private long head = EMPTY;
  private long walkedTo = EMPTY;

  /**
   * @param spare how many slices before the evaluation period are kept, for periods that end before
   *     the newest slice
   */
  Ring(Objective objective, String service, int spare) {
    this.objective = objective;
    this.service = service;
    this.slots = new Slot[objective.mostSlots() + spare];
    clear(objective);
  }

  private void clear(Objective version) {
    active = version;
    running = new Totals[version.windows() + 1];
    walked = new Totals[running.length];
    walkedTo = EMPTY;
    Arrays.setAll(running, i -> new Totals());
  }

  /** Goes on with the same definitions, of which others were made anew. */
  void follow(Objective same) {
    objective = same;
    active = same.version(active.fingerprint());
    if (active == null) {
      run(same);
    }
  }

  /** Lets the windows of one version run, as they are when the newest slice is their last. */
  private void run(Objective version) {
    clear(version);
    for (int i = 0; i < running.length; i++) {
      int window = i;
      forEach(first(i, head), head, (slot, number) -> add(running, window, slot, number));
    }
  }

  /** What a version leaves out. */
  Exclusions exclusions(Objective version) {
    return version.exclusions(service);
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
      clear(active);
      head = number;
      return;
    }
    while (head < number) {
      for (int i = 0; i < running.length; i++) {
        slide(i, running, head);
      }
      head++;
      slots[place(head)] = null;
      if (objective.vouches()) {
        settle(head);
      }
    }
  }

  /** Counts a minute into its slice, which is kept, or newer than all. */
  void count(long minute, Tally tally) {
    long number = objective.slotOf(minute);
    if (empty() || number > head) {
      advance(number);
    }
    Slot slot = at(number);
    if (slot == null) {
      slot = fresh(number);
      slots[place(number)] = slot;
    } else {
      change(number, slot, false);
    }
    Objective version = objective.at(minute);
    if (version.vouches()) {
      slot.take(((CheckTally) tally).results());
      slot.offsets().merge(tally.offsets());
      settle(number, slot);
    } else if (exclusions(version).covers(minute)) {
      version.count(slot.apart(), slot::apart, tally);
    } else {
      version.count(slot, tally);
    }
    change(number, slot, true);
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
      for (long number = head - slots.length + 1; number <= head; number++) {
        settle(number);
      }
    }
  }

  private void settle(long number) {
    Slot slot = at(number);
    if (slot == null) {
      slot = fresh(number);
    } else {
      change(number, slot, false);
    }
    settle(number, slot);
    slots[place(number)] = slot.blank() ? null : slot;
    change(number, slot, true);
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
    slots[place(number)] = slot;
    change(number, slot, true);
  }

  private void change(long number, Slot slot, boolean add) {
    forgetWalked();
    for (int i = 0; i < running.length; i++) {
      if (number >= first(i, head)) {
        if (add) {
          add(running, i, slot, number);
        } else {
          remove(running, i, slot, number);
        }
      }
    }
  }

  private long first(int i, long end) {
    return active.firstOf(i < active.windows() ? i : 0, end);
  }

  // After the windows: what makes of what counted what it would be if all did.
  private void add(Totals[] to, int i, Slot slot, long number) {
    if (i < active.windows()) {
      to[i].add(slot, objective.inForce(number));
    } else if (slot != null && slot.leftOut() != null) {
      to[i].add(slot.whole(), objective.inForce(number));
      to[i].remove(slot, objective.inForce(number));
    }
  }

  private void remove(Totals[] from, int i, Slot slot, long number) {
    if (i < active.windows()) {
      from[i].remove(slot, objective.inForce(number));
    } else if (slot != null && slot.leftOut() != null) {
      from[i].add(slot, objective.inForce(number));
      from[i].remove(slot.whole(), objective.inForce(number));
    }
  }

  /**
   * Totals of window {@code i} of a version as it is when slice {@code end}, at most head, is its
   * last; to be read before anything is counted. One end after the other costs no more than the
   * slices between them.
   */
  Totals totals(Objective version, int i, long end) {
    if (version != active) {
      if (end != head) {
        // Seldom: what ends before the newest definition came into force.
        return between(version.firstOf(i, end), end);
      }
      run(version);
    }
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
        add(walked, window, at(walkedTo + 1), walkedTo + 1);
      }
    }
    return walked[i];
  }

  /** Totals of some slices. */
  Totals between(long first, long last) {
    Totals totals = new Totals();
    forEach(first, last, (slot, number) -> totals.add(slot, objective.inForce(number)));
    return totals;
  }

  /** Whether anything in the version's period was counted and is left out. */
  boolean leavesOut(Objective version, long end) {
    if (version != active && end != head) {
      boolean[] found = {false};
      forEach(version.periodFirst(end), end, (slot, number) -> found[0] |= slot.leftOut() != null);
      return found[0];
    }
    totals(version, 0, end);
    return totals(version, active.windows(), end).total() > 0;
  }

  /** Totals of the version's period as they would be if nothing were left out. */
  Totals whole(Objective version, long end) {
    if (version != active && end != head) {
      Totals totals = new Totals();
      forEach(
          version.periodFirst(end),
          end,
          (slot, number) -> totals.add(slot.whole(), objective.inForce(number)));
      return totals;
    }
    return totals(version, 0, end).plus(totals(version, active.windows(), end));
  }

  private void forgetWalked() {
    if (walkedTo != EMPTY) {
      walkedTo = EMPTY;
      Arrays.fill(walked, null);
    }
  }

  private Totals sum(int i, long end) {
    long first = first(i, end);
    long runningFirst = first(i, head);
    Totals[] totals = new Totals[running.length];
    if (head - end > end - first || runningFirst > end) {
      totals[i] = new Totals();
      forEach(first, end, (slot, number) -> add(totals, i, slot, number));
      return totals[i];
    }
    totals[i] = running[i].copy();
    forEach(end + 1, head, (slot, number) -> remove(totals, i, slot, number));
    forEach(first, runningFirst - 1, (slot, number) -> add(totals, i, slot, number));
    return totals[i];
  }

  /** Takes what leaves window {@code i} out of its totals when it ends one slice later. */
  private void slide(int i, Totals[] totals, long end) {
    long next = first(i, end + 1);
    if (next > end) {
      totals[i] = new Totals();
      return;
    }
    for (long number = first(i, end); number < next; number++) {
      remove(totals, i, at(number), number);
    }
  }

  /** Totals of a version's window {@code i} that ends with {@code end}, without that last slice. */
  Totals totalsBefore(Objective version, int i, long end) {
    Totals totals = totals(version, i, end).copy();
    totals.remove(at(end), objective.inForce(end));
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

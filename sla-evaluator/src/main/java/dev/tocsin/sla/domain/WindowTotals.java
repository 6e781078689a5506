package dev.tocsin.sla.domain;

import java.util.Arrays;

/**
 * The totals of an objective's windows over a {@link Ring}: those that end with its newest slice
 * run along as slices are counted, those that end earlier are made from them.
 */
final class WindowTotals {
  private static final long NONE = Long.MIN_VALUE;

  /** From how many slices on it is as well to sum up anew. */
  private static final int MOST_STEPS = 16;

  private final Ring ring;
  // The version whose windows run, and after its windows what its period left out.
  private Objective active;
  private Totals[] running;
  private Totals[] walked;
  private long walkedTo = NONE;

  /** Of a ring that is empty. */
  WindowTotals(Ring ring, Objective version) {
    this.ring = ring;
    clear(version);
  }

  /** Nothing is counted any more. */
  void clear() {
    clear(active);
  }

  private void clear(Objective version) {
    active = version;
    running = new Totals[version.windows() + 1];
    walked = new Totals[running.length];
    walkedTo = NONE;
    Arrays.setAll(running, i -> new Totals());
  }

  /** Goes on with the same definitions, of which others were made anew. */
  void follow(Objective same) {
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
      ring.forEach(
          first(i, ring.head()), ring.head(), (slot, number) -> add(running, window, slot, number));
    }
  }

  /** Takes what leaves the windows when the ring's newest slice is the next one. */
  void slide() {
    for (int i = 0; i < running.length; i++) {
      slide(i, running, ring.head());
    }
  }

  /** Takes note of a slice that counts now. */
  void add(Slot slot, long number) {
    forgetWalked();
    for (int i = 0; i < running.length; i++) {
      if (number >= first(i, ring.head())) {
        add(running, i, slot, number);
      }
    }
  }

  /** Takes note of a slice that is about to change. */
  void remove(Slot slot, long number) {
    forgetWalked();
    for (int i = 0; i < running.length; i++) {
      if (number >= first(i, ring.head())) {
        remove(running, i, slot, number);
      }
    }
  }

  private long first(int i, long end) {
    return active.firstOf(i < active.windows() ? i : 0, end);
  }

  // After the windows: what makes of what counted what it would be if all did.
  private void add(Totals[] to, int i, Slot slot, long number) {
    if (i < active.windows()) {
      to[i].add(slot, ring.objective().inForce(number));
    } else if (slot != null && slot.leftOut() != null) {
      to[i].add(slot.whole(), ring.objective().inForce(number));
      to[i].remove(slot, ring.objective().inForce(number));
    }
  }

  private void remove(Totals[] from, int i, Slot slot, long number) {
    if (i < active.windows()) {
      from[i].remove(slot, ring.objective().inForce(number));
    } else if (slot != null && slot.leftOut() != null) {
      from[i].add(slot, ring.objective().inForce(number));
      from[i].remove(slot.whole(), ring.objective().inForce(number));
    }
  }

  /**
   * Totals of window {@code i} of a version as it is when slice {@code end}, at most head, is its
   * last; to be read before anything is counted. One end after the other costs no more than the
   * slices between them.
   */
  Totals of(Objective version, int i, long end) {
    if (version != active) {
      if (end != ring.head()) {
        // Seldom: what ends before the newest definition came into force.
        return between(version.firstOf(i, end), end);
      }
      run(version);
    }
    if (end == ring.head()) {
      return running[i];
    }
    if (walkedTo == NONE || walkedTo > end || end - walkedTo > MOST_STEPS) {
      for (int window = 0; window < running.length; window++) {
        walked[window] = sum(window, end);
      }
      walkedTo = end;
    }
    for (; walkedTo < end; walkedTo++) {
      for (int window = 0; window < running.length; window++) {
        slide(window, walked, walkedTo);
        add(walked, window, ring.at(walkedTo + 1), walkedTo + 1);
      }
    }
    return walked[i];
  }

  /** Totals of some slices. */
  Totals between(long first, long last) {
    Totals totals = new Totals();
    ring.forEach(first, last, (slot, number) -> totals.add(slot, ring.objective().inForce(number)));
    return totals;
  }

  /** Whether anything in the version's period was counted and is left out. */
  boolean leavesOut(Objective version, long end) {
    if (version != active && end != ring.head()) {
      boolean[] found = {false};
      ring.forEach(
          version.periodFirst(end), end, (slot, number) -> found[0] |= slot.leftOut() != null);
      return found[0];
    }
    of(version, 0, end);
    return of(version, active.windows(), end).total() > 0;
  }

  /** Totals of the version's period as they would be if nothing were left out. */
  Totals whole(Objective version, long end) {
    if (version != active && end != ring.head()) {
      Totals totals = new Totals();
      ring.forEach(
          version.periodFirst(end),
          end,
          (slot, number) -> totals.add(slot.whole(), ring.objective().inForce(number)));
      return totals;
    }
    return of(version, 0, end).plus(of(version, active.windows(), end));
  }

  /** What ends before the newest slice is made anew when it is asked for. */
  void forgetWalked() {
    if (walkedTo != NONE) {
      walkedTo = NONE;
      Arrays.fill(walked, null);
    }
  }

  private Totals sum(int i, long end) {
    long first = first(i, end);
    long runningFirst = first(i, ring.head());
    Totals[] totals = new Totals[running.length];
    if (ring.head() - end > end - first || runningFirst > end) {
      totals[i] = new Totals();
      ring.forEach(first, end, (slot, number) -> add(totals, i, slot, number));
      return totals[i];
    }
    totals[i] = running[i].copy();
    ring.forEach(end + 1, ring.head(), (slot, number) -> remove(totals, i, slot, number));
    ring.forEach(first, runningFirst - 1, (slot, number) -> add(totals, i, slot, number));
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
      remove(totals, i, ring.at(number), number);
    }
  }

  /** Totals of a version's window {@code i} that ends with {@code end}, without that last slice. */
  Totals before(Objective version, int i, long end) {
    Totals totals = of(version, i, end).copy();
    totals.remove(ring.at(end), ring.objective().inForce(end));
    return totals;
  }
}

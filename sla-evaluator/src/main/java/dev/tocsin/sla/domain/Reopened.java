package dev.tocsin.sla.domain;

/**
 * Which slices' final verdicts are to be judged again, because late events came or because what is
 * left out has changed.
 */
final class Reopened {
  private static final long NONE = Long.MAX_VALUE;

  private long lateFrom = NONE;
  private long lateTo = Long.MIN_VALUE;
  private long changedFrom = NONE;
  private long changedTo = Long.MIN_VALUE;

  /** As {@link #bounds} told. */
  static Reopened restored(long lateFrom, long lateTo, long changedFrom, long changedTo) {
    Reopened reopened = new Reopened();
    reopened.late(lateFrom, lateTo);
    reopened.changed(changedFrom, changedTo);
    return reopened;
  }

  /** Late events were counted in slices from the first to the last of these. */
  void late(long from, long to) {
    lateFrom = Math.min(lateFrom, from);
    lateTo = Math.max(lateTo, to);
  }

  /** What is left out has changed in slices from the first to the last of these. */
  void changed(long from, long to) {
    changedFrom = Math.min(changedFrom, from);
    changedTo = Math.max(changedTo, to);
  }

  boolean any() {
    return lateFrom != NONE || changedFrom != NONE;
  }

  /** The first of them, {@code Long.MAX_VALUE} for none. */
  long from() {
    return Math.min(lateFrom, changedFrom);
  }

  /** The last of them, {@code Long.MIN_VALUE} for none. */
  long to() {
    return Math.max(lateTo, changedTo);
  }

  /** Whether late events are in slices from the first to the last of these. */
  boolean lateIn(long first, long last) {
    return last >= lateFrom && lateTo >= first;
  }

  /** Whether what is left out has changed in this slice or a later one. */
  boolean changedSince(long number) {
    return changedTo >= number;
  }

  /** From and to which slice events were late, and from and to which what is left out changed. */
  long[] bounds() {
    return new long[] {lateFrom, lateTo, changedFrom, changedTo};
  }
}

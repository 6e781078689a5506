package dev.tocsin.sla.domain;

/**
 * What was counted for one series and minute. A tally changes in place; two of the same series are
 * merged in any order with the same result, which is why sums are integers or exact decimals.
 *
 * <p>The same type is a delta on its way to level two and the content of a stored slice.
 */
public abstract sealed class Tally permits RequestTally, MetricTally, CheckTally, OutcomeTally {
  private static final int NO_PARTITION = -1;

  private final Offsets offsets = new Offsets();
  private long count;
  private long newest = Long.MIN_VALUE;

  // What was seen of one partition, until somebody asks for the offsets: level one writes here for
  // each event, and sees one partition.
  private int partition = NO_PARTITION;
  private long firstSeen;
  private long lastSeen;

  /** Nothing counted yet. */
  public static Tally of(Input input) {
    return switch (input) {
      case REQUESTS -> new RequestTally();
      case METRICS -> new MetricTally();
      case CHECKS -> new CheckTally();
      case MEMBERS, DEPENDENCIES -> new OutcomeTally();
    };
  }

  /** How many events. */
  public final long count() {
    return count;
  }

  /** The newest event time that was counted, epoch milliseconds. */
  public final long newest() {
    return newest;
  }

  public final Offsets offsets() {
    if (partition != NO_PARTITION) {
      offsets.add(partition, firstSeen, lastSeen);
      partition = NO_PARTITION;
    }
    return offsets;
  }

  /** Remembers where an event came from. */
  public final void seen(long timestamp, int from, long offset) {
    newest = Math.max(newest, timestamp);
    if (partition == from) {
      firstSeen = Math.min(firstSeen, offset);
      lastSeen = Math.max(lastSeen, offset);
    } else {
      offsets();
      partition = from;
      firstSeen = offset;
      lastSeen = offset;
    }
  }

  /** Restores what {@link #count} and {@link #newest} say. */
  public final void restore(long counted, long newestTime) {
    count = counted;
    newest = newestTime;
  }

  /**
   * Adds everything that {@code other} counted, but for readings on their way to rules.
   *
   * @throws ClassCastException when it is of another kind
   */
  public final void merge(Tally other) {
    add(other.count);
    newest = Math.max(newest, other.newest);
    offsets().merge(other.offsets());
    mergeFigures(other);
  }

  /** Back to nothing counted, keeping what room it has. */
  final void clear() {
    count = 0;
    newest = Long.MIN_VALUE;
    partition = NO_PARTITION;
    offsets.clear();
    clearFigures();
  }

  final void add(long events) {
    count += events;
  }

  abstract void mergeFigures(Tally other);

  abstract void clearFigures();
}

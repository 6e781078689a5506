package dev.tocsin.sla.domain;

import dev.tocsin.events.DowntimeReason;
import dev.tocsin.events.Outcome;
import dev.tocsin.events.Sketch;
import java.math.BigDecimal;

/** What one objective has counted in one measurement slice. Only what its indicator needs. */
public final class Slot {
  private final Offsets offsets = new Offsets();
  private long good;
  private long total;
  private long sumNanos;
  private Sketch sketch;
  private MemberResults members;
  private BigDecimal decimal;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private final long leftOutMs;
  private CheckResults results;
  private long[] forgiven;
  private Slot leftOut;

  public Slot() {
    this(0);
  }

  /**
   * @param leftOutMs how much of its time is left out
   */
  public Slot(long leftOutMs) {
    this.leftOutMs = leftOutMs;
  }

  void countEvents(long goodEvents, long events) {
    good += goodEvents;
    total += events;
  }

  void addNanos(long nanos) {
    long sum = sumNanos + nanos;
    sumNanos = sum < 0 ? Long.MAX_VALUE : sum;
  }

  void merge(Sketch values) {
    if (sketch == null) {
      sketch = new Sketch();
    }
    sketch.merge(values);
  }

  /** Takes how a composite's member came out. */
  public void putMember(String member, long start, Outcome.Result result) {
    members = members == null ? new MemberResults() : members;
    members.put(member, start, result);
  }

  void addReadings(BigDecimal sum, double least, double most) {
    decimal = decimal == null ? sum : decimal.add(sum);
    min = Math.min(min, least);
    max = Math.max(max, most);
  }

  /** Restores what was stored; null for what was not. */
  public void restore(
      long goodEvents, long events, long nanos, Sketch values, BigDecimal sum, double[] range) {
    countEvents(goodEvents, events);
    sumNanos = nanos;
    sketch = values;
    if (sum != null) {
      addReadings(sum, range[0], range[1]);
    }
  }

  /** What checks found in it. */
  public CheckResults results() {
    return results;
  }

  /** Takes what checks found. */
  public void take(CheckResults found) {
    results = results == null ? new CheckResults() : results;
    results.merge(found);
  }

  /** Forgets what was counted, but not what checks found. */
  void clear() {
    good = 0;
    total = 0;
    leftOut = null;
    forgiven = null;
  }

  /** Whether there is nothing in it at all. */
  boolean blank() {
    return total == 0 && leftOut == null && results == null;
  }

  void forgive(DowntimeReason reason, long millis) {
    forgiven = forgiven == null ? new long[DowntimeReason.values().length] : forgiven;
    forgiven[reason.ordinal()] += millis;
  }

  /** Downtime that is forgiven, in milliseconds, by reason; null for none. */
  long[] forgiven() {
    return forgiven;
  }

  /** Where to count what is left out. */
  public Slot apart() {
    leftOut = leftOut == null ? new Slot() : leftOut;
    return leftOut;
  }

  /** Restores what was left out. */
  public void setApart(Slot stored) {
    leftOut = stored.total > 0 ? stored : null;
  }

  /** What was left out, or null for nothing. */
  public Slot leftOut() {
    return leftOut;
  }

  /** How much of its time is left out, in milliseconds. */
  public long leftOutMs() {
    return leftOutMs;
  }

  /** What it would be with what was left out. */
  Slot whole() {
    Slot whole = new Slot();
    whole.add(this);
    if (leftOut != null) {
      whole.add(leftOut);
    }
    return whole;
  }

  private void add(Slot other) {
    countEvents(other.good, other.total);
    addNanos(other.sumNanos);
    if (other.sketch != null) {
      merge(other.sketch);
    }
    if (other.decimal != null) {
      addReadings(other.decimal, other.min, other.max);
    }
  }

  public long good() {
    return good;
  }

  public long total() {
    return total;
  }

  public long sumNanos() {
    return sumNanos;
  }

  public Sketch sketch() {
    return sketch;
  }

  /** How a composite's members came out; null for other objectives. */
  public MemberResults members() {
    return members;
  }

  public BigDecimal decimal() {
    return decimal;
  }

  public double min() {
    return min;
  }

  public double max() {
    return max;
  }

  public Offsets offsets() {
    return offsets;
  }
}

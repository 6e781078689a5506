package dev.tocsin.sla.domain;

import dev.tocsin.events.DowntimeReason;
import dev.tocsin.events.Sketch;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Running totals over a window of measurement slices. Whatever is added can be taken away again
 * exactly, so a window moves at the cost of the slices that enter and leave it.
 */
final class Totals {
  /** Ratios are summed in units of 2⁻⁶²: exact for a double's 53 bits, and so removable. */
  private static final double RATIO_UNIT = 0x1p-62;

  private static final double HIGH = 0x1p32;

  private long good;
  private long total;
  private long slices;
  private long goodSlices;
  private long leftOutMs;
  private long forgivenSlices;
  private long[] forgiven;
  // Two halves: a hundred thousand sums of up to 2⁶³ do not fit one long.
  private long sumHigh;
  private long sumLow;
  private Sketch sketch;
  private BigDecimal decimal;

  void add(Slot slot, Objective objective) {
    forgive(slot, 1);
    if (slot != null && objective.measure().known(slot)) {
      change(slot, objective, 1);
      if (slot.sketch() != null) {
        sketch = sketch == null ? new Sketch() : sketch;
        sketch.merge(slot.sketch());
      }
      if (slot.decimal() != null) {
        decimal = decimal == null ? slot.decimal() : decimal.add(slot.decimal());
      }
    }
  }

  void remove(Slot slot, Objective objective) {
    forgive(slot, -1);
    if (slot != null && objective.measure().known(slot)) {
      change(slot, objective, -1);
      if (slot.sketch() != null) {
        sketch.subtract(slot.sketch());
      }
      if (slot.decimal() != null) {
        decimal = decimal.subtract(slot.decimal());
      }
    }
  }

  private void forgive(Slot slot, int sign) {
    if (slot == null || slot.forgiven() == null) {
      return;
    }
    forgiven = forgiven == null ? new long[slot.forgiven().length] : forgiven;
    Arrays.setAll(forgiven, i -> forgiven[i] + sign * slot.forgiven()[i]);
    forgivenSlices += slot.total() == 0 ? sign : 0;
  }

  private void change(Slot slot, Objective objective, int sign) {
    good += sign * slot.good();
    total += sign * slot.total();
    slices += sign;
    leftOutMs += sign * slot.leftOutMs();
    if (objective.measure().good(slot)) {
      goodSlices += sign;
    }
    long sum =
        objective.measure().meansRatios()
            ? (long) (objective.measure().ratio(slot) / RATIO_UNIT)
            : slot.sumNanos();
    sumHigh += sign * (sum >>> 32);
    sumLow += sign * (sum & 0xFFFF_FFFFL);
  }

  Totals copy() {
    Totals copy = new Totals();
    copy.good = good;
    copy.total = total;
    copy.slices = slices;
    copy.goodSlices = goodSlices;
    copy.leftOutMs = leftOutMs;
    copy.forgivenSlices = forgivenSlices;
    copy.forgiven = forgiven == null ? null : forgiven.clone();
    copy.sumHigh = sumHigh;
    copy.sumLow = sumLow;
    copy.sketch = sketch == null ? null : sketch.copy();
    copy.decimal = decimal;
    return copy;
  }

  /** These and others together. */
  Totals plus(Totals others) {
    Totals sum = copy();
    sum.good += others.good;
    sum.total += others.total;
    sum.slices += others.slices;
    sum.goodSlices += others.goodSlices;
    sum.leftOutMs += others.leftOutMs;
    sum.sumHigh += others.sumHigh;
    sum.sumLow += others.sumLow;
    if (others.sketch != null) {
      sum.sketch = sum.sketch == null ? new Sketch() : sum.sketch;
      sum.sketch.merge(others.sketch);
    }
    if (others.decimal != null) {
      sum.decimal = sum.decimal == null ? others.decimal : sum.decimal.add(others.decimal);
    }
    return sum;
  }

  long good() {
    return good;
  }

  long total() {
    return total;
  }

  /** Slices with data. */
  long slices() {
    return slices;
  }

  /** Slices that by themselves keep the promise. */
  long goodSlices() {
    return goodSlices;
  }

  /** Slices of which nothing is left but downtime that is forgiven. */
  long forgivenSlices() {
    return forgivenSlices;
  }

  /** Downtime that is forgiven, in milliseconds, by reason. */
  Map<DowntimeReason, Long> forgiven() {
    Map<DowntimeReason, Long> byReason = new EnumMap<>(DowntimeReason.class);
    for (DowntimeReason each : DowntimeReason.values()) {
      if (forgiven != null && forgiven[each.ordinal()] > 0) {
        byReason.put(each, forgiven[each.ordinal()]);
      }
    }
    return byReason;
  }

  /** How much time of the slices with data is left out. */
  long leftOutMs() {
    return leftOutMs;
  }

  double latencyMs() {
    return sum() / 1e6;
  }

  double ratios() {
    return sum() * RATIO_UNIT;
  }

  Sketch sketch() {
    return sketch;
  }

  BigDecimal decimal() {
    return decimal;
  }

  private double sum() {
    return sumHigh * HIGH + sumLow;
  }
}

package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The hours of the week (UTC) of all numbers of an entity. The present hour is part of the profile;
 * the other 167 lie in the entity's memory and are looked at once an hour, so that what is read and
 * written with every window does not grow with them.
 */
final class Seasons {
  private static final long HOUR_MS = 3_600_000;
  private static final int VITALS = Vital.values().length;

  /** Of four numbers, all of which have a direction and a least size. */
  private static final int LEAST_WEEKS_OF_VITALS = 2;

  /** Of many numbers, one is always off from a mean of two. */
  private static final int LEAST_WEEKS_OF_METRICS = 3;

  private static final int PARTS = 2;

  /** Those of the vitals, then those of the metrics. */
  private final List<Season> all = new ArrayList<>();

  private long hour = Long.MIN_VALUE;

  Seasons() {
    for (int i = 0; i < VITALS; i++) {
      all.add(new Season(LEAST_WEEKS_OF_VITALS));
    }
  }

  /**
   * Goes on to a window. If its hour is another one, the last is learnt and kept.
   *
   * @param start of the window, epoch milliseconds, not before that of the window before
   * @param memory where the hours of the week are kept
   */
  void advance(long start, EntityMemory memory) {
    long now = Math.floorDiv(start, HOUR_MS);
    if (now == hour) {
      return;
    }
    if (hour != Long.MIN_VALUE) {
      all.forEach(Season::end);
      memory.keepHour(place(hour), kept());
    }
    hour = now;
    double[] before = memory.hour(place(hour));
    for (int i = 0; i < all.size(); i++) {
      boolean known = PARTS * i < before.length;
      all.get(i).begin(known ? before[PARTS * i] : 0, known ? before[PARTS * i + 1] : 0);
    }
  }

  private double[] kept() {
    double[] kept = new double[PARTS * all.size()];
    for (int i = 0; i < all.size(); i++) {
      kept[PARTS * i] = all.get(i).mean();
      kept[PARTS * i + 1] = all.get(i).weeks();
    }
    return kept;
  }

  private static int place(long hour) {
    return (int) Math.floorMod(hour, (long) EntityMemory.HOURS);
  }

  Season of(Vital vital) {
    return all.get(vital.ordinal());
  }

  /**
   * That of a metric.
   *
   * @param index its place among the entity's metrics; a new one has the next
   */
  Season ofMetric(int index) {
    while (all.size() <= VITALS + index) {
      all.add(new Season(LEAST_WEEKS_OF_METRICS));
    }
    return all.get(VITALS + index);
  }

  void write(DataOutput to) throws IOException {
    to.writeLong(hour);
    to.writeShort(all.size());
    for (Season each : all) {
      each.write(to);
    }
  }

  /** Skips the hours of one of the vitals as they lay in a profile of version 13. */
  static void skip(DataInput from) throws IOException {
    if (from.readBoolean()) {
      from.readFully(new byte[Long.BYTES + Double.BYTES + Integer.BYTES]);
      Baseline.read(from, 0);
      from.readFully(new byte[EntityMemory.HOURS * (1 + Float.BYTES)]);
    }
  }

  static Seasons read(DataInput from) throws IOException {
    Seasons read = new Seasons();
    read.hour = from.readLong();
    int size = from.readUnsignedShort();
    for (int i = 0; i < size; i++) {
      Season season =
          Season.read(i < VITALS ? LEAST_WEEKS_OF_VITALS : LEAST_WEEKS_OF_METRICS, from);
      if (i < VITALS) {
        read.all.set(i, season);
      } else {
        read.all.add(season);
      }
    }
    return read;
  }
}

package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a signal usually is at this hour of the week, and how far it is from that: a Monday's rush
 * is no surprise on Mondays, and a quiet one is. The mean of each hour of the week (UTC), over at
 * most eight weeks; an hour far off moves its mean no more than three deviations would, so that one
 * incident does not become the habit of its hour. Silent until an hour was seen in two weeks.
 */
final class Season {
  private static final long HOUR_MS = 3_600_000;
  private static final int HOURS = 7 * 24;
  private static final int LEAST_WEEKS = 2;
  private static final int MOST_WEEKS = 8;
  private static final double MOST = 3;

  private final float[] means = new float[HOURS];
  private final byte[] weeks = new byte[HOURS];
  private final Baseline residuals;
  private long hour = Long.MIN_VALUE;
  private double sum;
  private int count;

  Season() {
    this(Baseline.resting());
  }

  private Season(Baseline residuals) {
    this.residuals = residuals;
  }

  /**
   * Learns a value.
   *
   * @param start of its window, epoch milliseconds, not before that of the window before
   * @param value finite
   * @return by how many deviations it is above what is usual at this hour of the week; NaN where
   *     the history is too short
   */
  double observe(long start, double value) {
    long now = Math.floorDiv(start, HOUR_MS);
    if (now != hour) {
      learnHour();
      hour = now;
      sum = 0;
      count = 0;
    }
    sum += value;
    count++;
    double residual = value - usual();
    double z = Double.isNaN(residual) ? Double.NaN : residuals.z(residual);
    residuals.learn(residual);
    return z;
  }

  /** The usual value at the hour of the week of the last window; NaN where it is not known. */
  double usual() {
    int place = place();
    return weeks[place] < LEAST_WEEKS ? Double.NaN : means[place];
  }

  private void learnHour() {
    if (count == 0) {
      return;
    }
    int place = place();
    double off = sum / count - means[place];
    if (weeks[place] >= LEAST_WEEKS && residuals.count() >= Baseline.LEAST) {
      double most = MOST * residuals.scale();
      off = Math.max(-most, Math.min(most, off));
    }
    weeks[place] = (byte) Math.min(MOST_WEEKS, weeks[place] + 1);
    means[place] += (float) (off / weeks[place]);
  }

  private int place() {
    return (int) Math.floorMod(hour, (long) HOURS);
  }

  /** A signal that never had a value takes one byte. */
  void write(DataOutput to) throws IOException {
    to.writeBoolean(hour != Long.MIN_VALUE);
    if (hour == Long.MIN_VALUE) {
      return;
    }
    to.writeLong(hour);
    to.writeDouble(sum);
    to.writeInt(count);
    residuals.write(to);
    to.write(weeks);
    for (float mean : means) {
      to.writeFloat(mean);
    }
  }

  static Season read(DataInput from) throws IOException {
    if (!from.readBoolean()) {
      return new Season();
    }
    long hour = from.readLong();
    double sum = from.readDouble();
    int count = from.readInt();
    Season season = new Season(Baseline.read(from, 0));
    season.hour = hour;
    season.sum = sum;
    season.count = count;
    from.readFully(season.weeks);
    for (int i = 0; i < HOURS; i++) {
      season.means[i] = from.readFloat();
    }
    return season;
  }
}

package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How unusual an entity was at the same time yesterday. A job that runs once a day makes windows
 * that are rare and no news; where one or two numbers are all that is known of an entity, nothing
 * else tells them from trouble. The greatest surprise of each of the last 26 hours.
 */
final class DailyPeaks {
  /** Until an hour later than now, yesterday. */
  private static final int HOURS = 26;

  private static final long HOUR_MS = 3_600_000;
  private static final int DAY = 24;

  /** What is left of the surprise of something that comes daily: one window in ten is like it. */
  private static final double LEFT = 1;

  private final float[] peaks = new float[HOURS];
  private final short[] counts = new short[HOURS];
  private long hour = Long.MIN_VALUE;

  /**
   * Takes a window.
   *
   * @param start of the window, epoch milliseconds, later than the one before
   * @param raw how unusual it is by itself
   * @return how unusual it is beside the hours around this time yesterday; the same as {@code raw}
   *     unless they had a window that was unusual even for the most unusual of so many
   */
  double news(long start, double raw) {
    advance(Math.floorDiv(start, HOUR_MS));
    double peak = 0;
    int windows = 0;
    for (long then = hour - DAY - 1; then <= hour - DAY + 1; then++) {
      peak = Math.max(peak, peaks[place(then)]);
      windows += counts[place(then)];
    }
    int now = place(hour);
    peaks[now] = Math.max(peaks[now], (float) raw);
    counts[now]++;
    return windows == 0 || peak <= Math.log10(windows)
        ? raw
        : raw - Math.max(0, Math.min(peak, raw) - LEFT);
  }

  private void advance(long to) {
    if (hour == Long.MIN_VALUE || to - hour >= HOURS) {
      Arrays.fill(peaks, 0);
      Arrays.fill(counts, (short) 0);
    } else {
      for (long each = hour + 1; each <= to; each++) {
        peaks[place(each)] = 0;
        counts[place(each)] = 0;
      }
    }
    hour = Math.max(hour, to);
  }

  private static int place(long hour) {
    return (int) Math.floorMod(hour, (long) HOURS);
  }

  void write(DataOutput to) throws IOException {
    to.writeLong(hour);
    for (int i = 0; i < HOURS; i++) {
      to.writeFloat(peaks[i]);
      to.writeShort(counts[i]);
    }
  }

  static DailyPeaks read(DataInput from) throws IOException {
    DailyPeaks read = new DailyPeaks();
    read.hour = from.readLong();
    for (int i = 0; i < HOURS; i++) {
      read.peaks[i] = from.readFloat();
      read.counts[i] = from.readShort();
    }
    return read;
  }
}

package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a number usually is at the present hour of the week, and how far it is from that: a Monday's
 * rush is no surprise on Mondays, and a quiet one is. The mean of the same hour of other weeks,
 * eight at most; an hour far off moves it no more than three deviations would, so that one incident
 * does not become the habit of its hour. Silent until the hour was seen in enough weeks; how far
 * from it is usual is learnt from the second week on.
 *
 * <p>It knows one hour at a time; {@link Seasons} has the others brought and kept.
 */
final class Season {
  private static final int MOST_WEEKS = 8;
  private static final double MOST = 3;

  private final int leastWeeks;
  private final Baseline residuals;
  private float mean;
  private int weeks;
  private double sum;
  private int count;

  /**
   * One that has seen nothing.
   *
   * @param leastWeeks in how many weeks an hour must have been seen, at least one
   */
  Season(int leastWeeks) {
    this(leastWeeks, Baseline.resting());
  }

  private Season(int leastWeeks, Baseline residuals) {
    this.leastWeeks = leastWeeks;
    this.residuals = residuals;
  }

  /**
   * Learns a value.
   *
   * @param value finite
   * @return by how many deviations it is above what is usual at this hour of the week; NaN where
   *     the history is too short
   */
  double observe(double value) {
    sum += value;
    count++;
    if (weeks == 0) {
      return Double.NaN;
    }
    double z = residuals.z(value - mean);
    residuals.learn(value - mean);
    return weeks < leastWeeks ? Double.NaN : z;
  }

  /** The usual value at this hour of the week; NaN where it is not known. */
  double usual() {
    return weeks < leastWeeks ? Double.NaN : mean;
  }

  /** Learns the hour that is over. */
  void end() {
    if (count == 0) {
      return;
    }
    double off = sum / count - mean;
    if (weeks >= leastWeeks && residuals.count() >= Baseline.LEAST) {
      double most = MOST * residuals.scale();
      off = Math.max(-most, Math.min(most, off));
    }
    weeks = Math.min(MOST_WEEKS, weeks + 1);
    mean += (float) (off / weeks);
    sum = 0;
    count = 0;
  }

  /** Begins an hour as it was kept. */
  void begin(double itsMean, double itsWeeks) {
    mean = (float) itsMean;
    weeks = (int) itsWeeks;
  }

  /** The mean of this hour in other weeks; 0 before the first. */
  double mean() {
    return mean;
  }

  /** In how many weeks it was seen. */
  int weeks() {
    return weeks;
  }

  void write(DataOutput to) throws IOException {
    to.writeFloat(mean);
    to.writeByte(weeks);
    to.writeDouble(sum);
    to.writeInt(count);
    to.writeBoolean(residuals.count() > 0);
    if (residuals.count() > 0) {
      residuals.write(to);
    }
  }

  static Season read(int leastWeeks, DataInput from) throws IOException {
    float mean = from.readFloat();
    int weeks = from.readByte();
    double sum = from.readDouble();
    int count = from.readInt();
    Baseline residuals = from.readBoolean() ? Baseline.read(from, 0) : Baseline.resting();
    Season season = new Season(leastWeeks, residuals);
    season.mean = mean;
    season.weeks = weeks;
    season.sum = sum;
    season.count = count;
    return season;
  }
}

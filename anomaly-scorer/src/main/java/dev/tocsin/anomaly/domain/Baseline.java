package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What is usual for one number: a running centre and a running mean absolute deviation, both robust
 * because a value far off moves them only as much as {@value #CLIP} deviations would (a winsorised
 * exponential average; Huber, "Robust Statistics", 1981, gives the idea). Four numbers of state.
 *
 * <p>One deviation of a metric is never less than half the plain standard deviation, once the
 * history is long: of a signal that rests and now and then leaps, the mean deviation of the rest
 * would make every leap a sensation.
 *
 * <p>Every value weighs the same until {@value #MEMORY} were seen; from then on old ones fade, so
 * that a new level becomes usual in days, not in minutes.
 */
final class Baseline {
  /** After how many values old ones begin to fade. */
  static final int MEMORY = 32_768;

  /** With fewer values nothing can be called unusual. */
  static final int LEAST = 5;

  private static final double CLIP = 8;

  /** What is farther off is this far: one absurd value must not make everything usual for days. */
  private static final double FAR = 1_000;

  private static final double MOST = 20;

  /** The mean absolute deviation of a normal distribution times this is its standard deviation. */
  private static final double NORMAL = Math.sqrt(Math.PI / 2);

  /** The share of the standard deviation that a deviation of a metric has at least. */
  static final double LEAPS = 0.5;

  /**
   * With so many values the standard deviation counts half: in a short history a leap is trouble.
   */
  private static final double LONG = 512;

  /** Below this share of the centre a deviation is not worth talking about. */
  private static final double LEAST_SCALE = 1e-3;

  private final double leaps;
  private int count;
  private double center;
  private double deviation;
  private double variance;

  private Baseline(double leaps) {
    this.leaps = leaps;
  }

  /** Of a signal that rests and leaps, as metrics do. */
  static Baseline leaping() {
    return new Baseline(LEAPS);
  }

  /** Of a signal whose leaps are trouble, such as an error rate: they do not become a scale. */
  static Baseline resting() {
    return new Baseline(0);
  }

  /**
   * How many robust deviations the value is above (positive) or below what is usual, at most 20;
   * pulled towards zero while the history is short.
   *
   * @return NaN with fewer than {@value #LEAST} values
   */
  double z(double value) {
    if (count < LEAST) {
      return Double.NaN;
    }
    double z = (value - center) / scale() * count / (count + 8.0);
    return Math.max(-MOST, Math.min(MOST, z));
  }

  /** The usual value; NaN before the first. */
  double center() {
    return count == 0 ? Double.NaN : center;
  }

  int count() {
    return count;
  }

  /** Learns a value; one that is not finite teaches nothing. */
  void learn(double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    count = Math.min(count + 1, MEMORY);
    double weight = 1.0 / count;
    double off = near(value) - center;
    double plain = Math.min(off * off, Double.MAX_VALUE / 4);
    variance = count == 1 ? 0 : (1 - weight) * variance + weight * plain;
    if (knows()) {
      double most = CLIP * scale();
      off = Math.max(-most, Math.min(most, off));
    }
    center += weight * off;
    if (count > 1) {
      deviation += weight * (Math.abs(off) - deviation);
    }
  }

  private boolean knows() {
    return count > 2 * LEAST;
  }

  /** The value, or what is {@value #FAR} deviations from the centre if the value is farther off. */
  double near(double value) {
    if (!knows()) {
      return value;
    }
    double most = FAR * scale();
    return Math.max(center - most, Math.min(center + most, value));
  }

  /** What one deviation is, over 0. */
  double scale() {
    double leap = leaps * Math.sqrt(variance) * count / (count + LONG);
    double robust = Math.max(NORMAL * deviation, leap);
    return Math.max(robust, LEAST_SCALE * Math.max(1, Math.abs(center)));
  }

  void write(DataOutput to) throws IOException {
    to.writeInt(count);
    to.writeDouble(center);
    to.writeDouble(deviation);
    to.writeDouble(variance);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param leaps the share of the standard deviation that a deviation has at least
   */
  static Baseline read(DataInput from, double leaps) throws IOException {
    Baseline baseline = new Baseline(leaps);
    baseline.count = from.readInt();
    baseline.center = from.readDouble();
    baseline.deviation = from.readDouble();
    baseline.variance = from.readDouble();
    return baseline;
  }
}

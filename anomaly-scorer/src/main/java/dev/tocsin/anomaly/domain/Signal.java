package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * How one number of an entity usually behaves, seen in four ways: its level, its change from the
 * window before, its spread over about ten windows, its drift from the mean of about sixty. Each
 * way has its own baseline. Twenty numbers of state.
 */
final class Signal {
  private static final double SHORT = 2.0 / (10 + 1);
  private static final double LONG = 2.0 / (60 + 1);

  /** Its place among the entity's metrics, in the order in which they were first seen. */
  final int index;

  /** Which way it must move to be a risk. */
  final Direction direction;

  private double last = Double.NaN;
  private double shortMean;
  private double shortVariance;
  private double longMean;
  private final Baseline[] baselines;

  private Signal(int index, Direction direction, Supplier<Baseline> baseline) {
    this(index, direction, baseline.get(), baseline.get(), baseline.get(), baseline.get());
  }

  /** One of an entity's metrics. */
  static Signal metric(int index, Direction direction) {
    return new Signal(index, direction, Baseline::leaping);
  }

  /** One of the signals that every service has; {@link Vital#harm} knows its direction. */
  static Signal vital(int index) {
    return new Signal(index, Direction.BOTH, Baseline::resting);
  }

  private Signal(int index, Direction direction, Baseline... baselines) {
    this.index = index;
    this.direction = direction;
    this.baselines = baselines;
  }

  /**
   * The value's deviations from what was usual before it, then learns it.
   *
   * @param value finite
   * @param z takes the robust deviation of each {@link View}; NaN where the history is too short
   */
  void observe(double value, double[] z) {
    boolean first = Double.isNaN(last);
    double change = first ? Double.NaN : value - last;
    if (first) {
      shortMean = value;
      longMean = value;
    }
    double drift = first ? Double.NaN : value - longMean;
    // An absurd value is absurd once, and not until the means have forgotten it.
    double near = baselines[View.LEVEL.ordinal()].near(value);
    double off = near - shortMean;
    shortMean += SHORT * off;
    double variance = (1 - SHORT) * (shortVariance + SHORT * off * off);
    shortVariance = Math.min(variance, Double.MAX_VALUE / 4);
    longMean += LONG * (near - longMean);
    last = value;
    look(View.LEVEL, value, z);
    look(View.CHANGE, change, z);
    look(View.SPREAD, first ? Double.NaN : Math.sqrt(shortVariance), z);
    look(View.DRIFT, drift, z);
  }

  private void look(View view, double seen, double[] z) {
    Baseline baseline = baselines[view.ordinal()];
    z[view.ordinal()] = baseline.z(seen);
    baseline.learn(seen);
  }

  /** The usual level; NaN before the first value. */
  double usual() {
    return baselines[View.LEVEL.ordinal()].center();
  }

  /** What one deviation of its level is, over 0. */
  double scale() {
    return baselines[View.LEVEL.ordinal()].scale();
  }

  void write(DataOutput to) throws IOException {
    to.writeDouble(last);
    to.writeDouble(shortMean);
    to.writeDouble(shortVariance);
    to.writeDouble(longMean);
    for (Baseline each : baselines) {
      each.write(to);
    }
  }

  /** Reads a metric's. */
  static Signal readMetric(int index, Direction direction, DataInput from) throws IOException {
    return read(index, direction, Baseline.LEAPS, from);
  }

  /** Reads a vital's. */
  static Signal readVital(int index, DataInput from) throws IOException {
    return read(index, Direction.BOTH, 0, from);
  }

  private static Signal read(int index, Direction direction, double leaps, DataInput from)
      throws IOException {
    double last = from.readDouble();
    double shortMean = from.readDouble();
    double shortVariance = from.readDouble();
    double longMean = from.readDouble();
    Signal signal =
        new Signal(
            index,
            direction,
            Baseline.read(from, leaps),
            Baseline.read(from, leaps),
            Baseline.read(from, leaps),
            Baseline.read(from, leaps));
    signal.last = last;
    signal.shortMean = shortMean;
    signal.shortVariance = shortVariance;
    signal.longMean = longMean;
    return signal;
  }

  /** A way to look at a signal. */
  enum View {
    LEVEL,
    CHANGE,
    SPREAD,
    DRIFT;

    /** How many there are. */
    static final int COUNT = values().length;
  }
}

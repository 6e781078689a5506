package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Where a signal is heading: its mean over about ten windows beside that over about sixty. A creep
 * that no single window shows adds up here, and the time of day hardly matters within half an hour.
 * A single value moves the short mean no more than three deviations would, so that a spike is not a
 * trend. Six numbers of state.
 */
final class Trend {
  private static final double SHORT = 2.0 / (10 + 1);
  private static final double LONG = 2.0 / (60 + 1);
  private static final double MOST = 3;

  private final Baseline baseline;
  private double shortMean = Double.NaN;
  private double longMean;

  Trend() {
    this(Baseline.resting());
  }

  private Trend(Baseline baseline) {
    this.baseline = baseline;
  }

  /**
   * Learns a value.
   *
   * @param value finite
   * @param scale what one deviation of the value is, over 0
   * @return by how many deviations the short mean is above the long one; NaN where the history is
   *     too short
   */
  double observe(double value, double scale) {
    if (Double.isNaN(shortMean)) {
      shortMean = value;
      longMean = value;
    }
    double off = value - shortMean;
    shortMean += SHORT * Math.max(-MOST * scale, Math.min(MOST * scale, off));
    longMean += LONG * (shortMean - longMean);
    double z = baseline.z(shortMean - longMean);
    baseline.learn(shortMean - longMean);
    return z;
  }

  double shortMean() {
    return shortMean;
  }

  double longMean() {
    return longMean;
  }

  void write(DataOutput to) throws IOException {
    to.writeDouble(shortMean);
    to.writeDouble(longMean);
    baseline.write(to);
  }

  static Trend read(DataInput from) throws IOException {
    double shortMean = from.readDouble();
    double longMean = from.readDouble();
    Trend trend = new Trend(Baseline.read(from, 0));
    trend.shortMean = shortMean;
    trend.longMean = longMean;
    return trend;
  }
}

package dev.tocsin.anomaly.domain;

import java.io.DataOutput;
import java.io.IOException;

/**
 * How unusual the last windows were on average: an exponential mean over about forty. What lasts is
 * as telling as what is glaring, so a window counts as the greater of both. One number of state.
 */
final class Lasting {
  private static final double WEIGHT = 2.0 / (40 + 1);

  private double mean;

  /**
   * Takes one more window.
   *
   * @param raw how unusual it is by itself
   * @return how unusual it is after those before it, at least {@code raw}
   */
  double after(double raw) {
    mean += WEIGHT * (raw - mean);
    return Math.max(raw, mean);
  }

  void set(double value) {
    mean = value;
  }

  void write(DataOutput to) throws IOException {
    to.writeDouble(mean);
  }
}

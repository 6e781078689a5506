package dev.tocsin.anomaly.domain;

import java.io.DataOutput;
import java.io.IOException;

/**
 * How unusual the last windows were on average: exponential means over about three and about forty.
 * What lasts is as telling as what is glaring, so a window counts as the greater of both; a mean of
 * three is seldom as far out as a single window, so it counts a little more. Two numbers of state.
 */
final class Lasting {
  private static final double SHORT = 2.0 / (3 + 1);
  private static final double LONG = 2.0 / (40 + 1);

  /** Less misses events of the recordings, more calls too many windows high. */
  private static final double SELDOM = 1.3;

  private double shortMean;
  private double longMean;

  /**
   * Takes one more window.
   *
   * @param raw how unusual it is by itself
   * @return how unusual it is together with those before it
   */
  double after(double raw) {
    shortMean += SHORT * (raw - shortMean);
    longMean += LONG * (raw - longMean);
    return Math.max(SELDOM * shortMean, longMean);
  }

  void set(double forShort, double forLong) {
    shortMean = forShort;
    longMean = forLong;
  }

  void write(DataOutput to) throws IOException {
    to.writeDouble(shortMean);
    to.writeDouble(longMean);
  }
}

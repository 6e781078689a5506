package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How unusual the last windows were on average: exponential means over about three and about a
 * hundred. What lasts is as telling as what is glaring, so a window counts as the greater of both;
 * a mean of three is seldom as far out as a single window, so it counts a little more. Where
 * windows have long been more unusual than those that the model learnt from, they count for less:
 * the entity has changed, and most of it is no news. Three numbers of state.
 */
final class Lasting {
  private static final double SHORT = 2.0 / (3 + 1);
  private static final double LONG = 2.0 / (100 + 1);

  /** Less misses events of the recordings, more calls too many windows high. */
  private static final double SELDOM = 1.3;

  /** About two thousand windows: long beside an incident. */
  private static final double AGE = 1.0 / 2000;

  /** No window counts for more than this in what is usual, lest an incident become it at once. */
  private static final double MOST = 1;

  /**
   * The mean of that where one window in ten has a surprise of 1, one in a hundred of 2: 0.9 / ln
   * 10.
   */
  private static final double EXPECTED = 0.39;

  /** How much of the difference is left out. */
  private static final double DISCOUNT = 0.6;

  private double shortMean;
  private double longMean;
  private double usual = EXPECTED;

  /**
   * Takes one more window.
   *
   * @param raw how unusual it is by itself
   * @return how unusual it is together with those before it; may be below 0
   */
  double after(double raw) {
    shortMean += SHORT * (raw - shortMean);
    longMean += LONG * (raw - longMean);
    double news = Math.max(SELDOM * shortMean, longMean) - DISCOUNT * Math.max(0, usual - EXPECTED);
    usual += AGE * (Math.min(MOST, raw) - usual);
    return news;
  }

  void write(DataOutput to) throws IOException {
    to.writeDouble(shortMean);
    to.writeDouble(longMean);
    to.writeDouble(usual);
  }

  static Lasting read(DataInput from) throws IOException {
    Lasting lasting = new Lasting();
    lasting.shortMean = from.readDouble();
    lasting.longMean = from.readDouble();
    lasting.usual = from.readDouble();
    return lasting;
  }
}

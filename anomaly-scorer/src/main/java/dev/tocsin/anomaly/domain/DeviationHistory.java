package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How often an entity deviated by how much: a histogram of 80 bins a quarter of a deviation wide.
 * It keeps an entity that always twitches from looking risky while it has no model.
 */
final class DeviationHistory {
  private static final int BINS = 80;
  private static final double WIDTH = 0.25;
  private static final int LEAST = 30;

  /** With fewer windows the history is short: about four hours. */
  private static final int SHORT = 480;

  /** What an ordinary window counts. */
  private static final int WHOLE = 10;

  /**
   * What a high one counts in a short history or soon after an alert, lest an incident becomes
   * usual while it lasts; what lasts has to become usual later. And what a novelty counts: seen
   * never so far does not mean impossible.
   */
  private static final int TENTH = 1;

  private final int[] counts = new int[BINS];
  private int total;

  /**
   * Learns a window.
   *
   * @param high whether it looked risky
   * @param alerted whether it is one of an alert's first, which people are told of as unusual
   */
  void learn(double deviation, boolean high, boolean alerted) {
    int weight = alerted || high && total < SHORT * WHOLE ? TENTH : WHOLE;
    counts[bin(deviation)] += weight;
    total += weight;
  }

  /** The share of windows that deviated at least as much; 0 while the history is too short. */
  double tail(double deviation) {
    if (total < LEAST * WHOLE) {
      return 0;
    }
    double more = TENTH;
    for (int i = bin(deviation); i < BINS; i++) {
      more += counts[i];
    }
    return more / (total + WHOLE);
  }

  private static int bin(double deviation) {
    return Math.min(BINS - 1, (int) (Math.abs(deviation) / WIDTH));
  }

  void write(DataOutput to) throws IOException {
    to.writeInt(total);
    for (int count : counts) {
      to.writeInt(count);
    }
  }

  static DeviationHistory read(DataInput from) throws IOException {
    DeviationHistory history = new DeviationHistory();
    history.total = from.readInt();
    for (int i = 0; i < BINS; i++) {
      history.counts[i] = from.readInt();
    }
    return history;
  }
}

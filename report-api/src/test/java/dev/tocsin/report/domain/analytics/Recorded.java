package dev.tocsin.report.domain.analytics;

import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Series for tests, with noise that is the same every time. */
final class Recorded {
  /** Monday, 2026-03-02T00:00Z. */
  static final long MONDAY = 1_772_409_600_000L;

  private Recorded() {}

  static Series series(int hours, double noise, IntToDoubleFunction value) {
    Random random = new Random(7);
    double[] values = new double[hours];
    for (int i = 0; i < hours; i++) {
      values[i] = value.applyAsDouble(i) + noise * random.nextGaussian();
    }
    return new Series(MONDAY, values);
  }

  /** The course of a day, highest at 18:00, between -1 and 1. */
  static double day(int hour) {
    return Math.sin(2 * Math.PI * (hour - 12) / 24);
  }
}

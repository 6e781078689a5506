package dev.tocsin.anomaly.domain;

/** Turns rareness and deviation into risk points, by straight lines between fixed points. */
final class RiskScale {
  /** Risk from which on a window is high. */
  static final double HIGH = 70;

  /** Risk from which on it is critical. */
  static final double CRITICAL = 90;

  /** Risk below which it is calm again. */
  static final double CALM = 50;

  /** Powers of ten: one window in 10 is 35, one in 100 is 70, one in 1,000 is 90. */
  private static final double[][] BY_RARENESS = {{0, 0}, {1, 35}, {2, 70}, {3, 90}};

  /** Beyond those 100 is approached and not reached, so that the worst can still be ranked. */
  private static final double RARE = 3;

  private static final double[][] BY_DEVIATION = {
    {0, 0}, {2, 15}, {3, 30}, {5, 55}, {8, 75}, {12, 90}, {20, 100}
  };

  private RiskScale() {}

  /**
   * The risk of a window that only the share {@code tail} of all windows reaches.
   *
   * @param tail from 0, never seen, to 1, always
   */
  static double ofTail(double tail) {
    return tail <= 0 ? 100 : ofSurprise(-Math.log10(tail));
  }

  /**
   * The risk of a window with this surprise: the negative decimal logarithm of its tail.
   *
   * @param surprise 0 or more
   */
  static double ofSurprise(double surprise) {
    double beyond = surprise - RARE;
    return beyond < 0 ? interpolate(BY_RARENESS, surprise) : 90 + 10 * beyond / (beyond + 1);
  }

  /** The risk of a robust deviation when there is no history to compare it with. */
  static double ofDeviation(double z) {
    return interpolate(BY_DEVIATION, Math.abs(z));
  }

  private static double interpolate(double[][] points, double x) {
    for (int i = 1; i < points.length; i++) {
      if (x < points[i][0]) {
        double share = (x - points[i - 1][0]) / (points[i][0] - points[i - 1][0]);
        return points[i - 1][1] + share * (points[i][1] - points[i - 1][1]);
      }
    }
    return points[points.length - 1][1];
  }
}

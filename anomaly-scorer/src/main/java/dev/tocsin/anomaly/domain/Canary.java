package dev.tocsin.anomaly.domain;

import java.util.List;

/** Tries a new model on the last windows before it may score, or challenge the one that does. */
final class Canary {
  /** With fewer windows it would be chance. */
  private static final int LEAST_RECENT = 32;

  /** One to which more of the last windows are rare than this is refused. */
  private static final double MOST_RARE = 0.1;

  /** One in a hundred of the windows that a model learnt from is so surprising. */
  private static final double RARE = 2;

  private Canary() {}

  /**
   * Why the new model is refused, or null: too many of the last windows are rare to it, and more
   * than twice as many as to the present one.
   *
   * @param current the model that scores, or null while there is none that can be read
   */
  static String refuses(RiskModel candidate, RiskModel current, List<double[]> recent) {
    if (current == null || recent.size() < LEAST_RECENT) {
      return null;
    }
    double rare = rareShare(candidate, recent);
    double before = rareShare(current, recent);
    return rare > Math.max(MOST_RARE, 2 * before)
        ? Math.round(100 * rare)
            + "% of the last windows would be rare, "
            + Math.round(100 * before)
            + "% are to the present model"
        : null;
  }

  private static double rareShare(RiskModel model, List<double[]> rows) {
    return rows.stream()
            .filter(row -> !(model.calibration().surprise(model.raw(row)) < RARE))
            .count()
        / (double) rows.size();
  }
}

package dev.tocsin.anomaly.domain;

/**
 * How scoring goes.
 *
 * @param trainAfter windows with data before the first model
 * @param retrainEvery windows from one model to the next, once there is as much history; before
 *     that whenever the history has doubled
 * @param sustainedWindows how many of the last windows must be high: k
 * @param ofWindows of how many: n, at most 31
 */
public record ScoringPolicy(int trainAfter, int retrainEvery, int sustainedWindows, int ofWindows) {
  /** The policy unless configured otherwise. */
  public static final ScoringPolicy DEFAULT = new ScoringPolicy(120, 960, 3, 5);

  public ScoringPolicy {
    require(trainAfter >= 16, "train-after must be at least 16");
    require(retrainEvery >= 1, "retrain-every must be at least 1");
    require(
        sustainedWindows >= 1 && sustainedWindows <= ofWindows,
        "sustained-windows must be 1 to of-windows");
    require(ofWindows <= 31, "of-windows must be at most 31");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("tocsin.anomaly." + rule);
    }
  }

  /** Whether an entity with so many windows and this model, or none, is to be trained now. */
  boolean trainingDue(long windows, ModelCard card) {
    if (card == null) {
      return windows >= trainAfter;
    }
    return windows >= card.trainedAfter() + Math.min(card.trainedAfter(), retrainEvery);
  }
}

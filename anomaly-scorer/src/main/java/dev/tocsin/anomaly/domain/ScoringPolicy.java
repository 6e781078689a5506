package dev.tocsin.anomaly.domain;

/**
 * How scoring goes.
 *
 * @param trainAfter windows with data before the first model, up to a quarter more
 * @param retrainEvery windows from one model to the next, once there is as much history; before
 *     that whenever the history has doubled
 * @param sustainedWindows how many of the last windows must be elevated before an alert: k
 * @param ofWindows of how many: n, at most 31
 * @param alertsPerDay how many alerts a day of an entity its threshold settles at, at most; over 0
 */
public record ScoringPolicy(
    int trainAfter, int retrainEvery, int sustainedWindows, int ofWindows, double alertsPerDay) {
  /** With fewer windows there is nothing to learn from. */
  static final int LEAST_TRAINING = 16;

  /** The policy unless configured otherwise. */
  public static final ScoringPolicy DEFAULT = new ScoringPolicy(120, 960, 3, 5, 2);

  public ScoringPolicy {
    require(trainAfter >= LEAST_TRAINING, "train-after must be at least " + LEAST_TRAINING);
    require(retrainEvery >= 1, "retrain-every must be at least 1");
    require(
        sustainedWindows >= 1 && sustainedWindows <= ofWindows,
        "sustained-windows must be 1 to of-windows");
    require(ofWindows <= 31, "of-windows must be at most 31");
    require(
        alertsPerDay > 0 && Double.isFinite(alertsPerDay), "alerts-per-day must be greater than 0");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("tocsin.anomaly." + rule);
    }
  }

  /**
   * Whether an entity with so many windows and this model, or none, is to be trained now. Entities
   * that began together are spread over a quarter of the time, by their name, so that a thousand do
   * not stop the stream at once.
   */
  boolean trainingDue(String entity, long windows, ModelCard card) {
    long period = card == null ? trainAfter : Math.min(card.trainedAfter(), retrainEvery);
    long since = card == null ? 0 : card.trainedAfter();
    return windows >= since + period + (card == null ? spread(entity) : 0);
  }

  private int spread(String entity) {
    return Math.floorMod(entity.hashCode() * 0x9E3779B9 >>> 8, Math.max(1, trainAfter / 4));
  }
}

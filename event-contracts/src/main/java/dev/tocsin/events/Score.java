package dev.tocsin.events;

import java.util.List;
import java.util.Map;

/**
 * The risk of one entity in one window.
 *
 * @param entity the service, or {@code service/instance} where metrics name one
 * @param service the service
 * @param windowStart the window's start, epoch milliseconds, inclusive
 * @param windowEnd its end, exclusive
 * @param risk 0 to 100, calibrated on the entity's own history; 70 and over is high
 * @param confidence 0 to 1: grows with history, falls with missing data
 * @param mode what the risk was made with
 * @param modelId the model's identity, null unless {@code MODEL} or {@code GROUP}
 * @param rawScore the model's own score, the mean surprise of its detectors as negative decimal
 *     logarithms; null unless there is a model
 * @param features every feature's value by name; a missing one is absent
 * @param contributions why, largest first; they add up to {@code risk}
 * @param sustained whether enough of the last windows were elevated to be more than a spike
 */
public record Score(
    String entity,
    String service,
    long windowStart,
    long windowEnd,
    double risk,
    double confidence,
    Mode mode,
    String modelId,
    Double rawScore,
    Map<String, Double> features,
    List<Contribution> contributions,
    boolean sustained) {

  /** What a risk was made with. */
  public enum Mode {
    /** The entity's trained forest. */
    MODEL,
    /** A model of another entity of its group: it has no history yet for one of its own. */
    GROUP,
    /** The entity's running baseline: warm-up, or no model yet. */
    BASELINE,
    /** The model failed; only threshold rules speak. */
    RULES
  }

  /**
   * One feature's part in the risk.
   *
   * @param feature the feature's name
   * @param share its part of the risk, in risk points
   * @param observed the value now
   * @param expected the value that is usual, or null
   * @param expectedThisHour the value that is usual at this hour of the week, or null where too few
   *     weeks were seen
   */
  public record Contribution(
      String feature, double share, double observed, Double expected, Double expectedThisHour) {}
}

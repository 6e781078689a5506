package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Score;

/**
 * What a window looks like to the model or to the baseline.
 *
 * @param mode which of them looked
 * @param modelId the model, or null
 * @param raw the model's own score: the mean surprise of its detectors, or null
 * @param risk 0 to 100
 * @param unusual whether the window is unusual by itself: the windows after a spike inherit some of
 *     its risk, but what was over after one window is no reason for an alert
 * @param coverage the share of what should be there that was, 0 to 1
 * @param blame why
 */
record Assessment(
    Score.Mode mode,
    String modelId,
    Double raw,
    double risk,
    boolean unusual,
    double coverage,
    Blame blame) {

  /** The model failed: nothing is said but that. */
  static Assessment failed() {
    return new Assessment(Score.Mode.RULES, null, null, 0, false, 0, Blame.NONE);
  }

  /** The baseline's view of requests and logs, as far as it is remembered: without reasons. */
  static Assessment ofVitals(double risk) {
    return new Assessment(Score.Mode.BASELINE, null, null, risk, true, 1, Blame.NONE);
  }

  /** The same, made with the model of another entity. */
  Assessment ofGroup() {
    return new Assessment(Score.Mode.GROUP, modelId, raw, risk, unusual, coverage, blame);
  }

  /** This, the model's view, or with the risk and the reasons of the other if it is riskier. */
  Assessment orRiskier(Assessment other) {
    return other.risk <= risk
        ? this
        : new Assessment(mode, modelId, raw, other.risk, other.unusual, coverage, other.blame);
  }
}

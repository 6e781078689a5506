package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Score;
import java.util.Set;

/**
 * Risk without a model: the greatest robust deviation, no riskier than its rareness in the entity's
 * own history allows. Contributions are in proportion to the squares of the deviations.
 */
final class BaselineView {
  private static final double[] EXPECTED = new double[Feature.COUNT];

  private BaselineView() {}

  /** What the window looks like without a model. */
  static Assessment assess(FeatureRow row, Profile profile) {
    return assess(row, profile, Set.of());
  }

  /** Adds the window to the history that later ones are compared with. */
  static void learn(FeatureRow row, Profile profile) {
    profile.deviations.learn(greatest(row, Set.of()));
  }

  /**
   * The same, without these features: a model has judged them.
   *
   * @param judged the model's columns; it cannot see a feature that never moved while it learnt
   */
  static Assessment assess(FeatureRow row, Profile profile, Set<Feature> judged) {
    double greatest = greatest(row, judged);
    double risk =
        Math.min(
            RiskScale.ofDeviation(greatest), RiskScale.ofTail(profile.deviations.tail(greatest)));
    double[] weights = new double[Feature.COUNT];
    for (Feature feature : Feature.values()) {
      if (counts(feature) && row.has(feature) && !judged.contains(feature)) {
        weights[feature.ordinal()] = row.get(feature) * row.get(feature);
      }
    }
    return new Assessment(
        Score.Mode.BASELINE, null, null, risk, 1, Assessment.share(risk, weights, row, EXPECTED));
  }

  private static double greatest(FeatureRow row, Set<Feature> judged) {
    double greatest = 0;
    for (Feature feature : Feature.values()) {
      if (counts(feature) && row.has(feature) && !judged.contains(feature)) {
        greatest = Math.max(greatest, Math.abs(row.get(feature)));
      }
    }
    return greatest;
  }

  /** A single metric may twitch: of the metrics, the mean of the worst three counts. */
  private static boolean counts(Feature feature) {
    String name = feature.name();
    return feature.scored()
        && (name.endsWith("_TOP3") || name.endsWith("_Z") || !name.startsWith("METRIC"));
  }
}

package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Score;

/**
 * Risk without a model: the greatest robust deviation, no riskier than its rareness in the entity's
 * own history allows. Contributions are in proportion to the squares of the deviations.
 */
final class BaselineView {
  private static final double[] EXPECTED = new double[Feature.COUNT];

  private BaselineView() {}

  static Assessment assess(FeatureRow row, Profile profile) {
    double[] weights = new double[Feature.COUNT];
    double greatest = 0;
    for (Feature feature : Feature.values()) {
      if (counts(feature) && row.has(feature)) {
        double z = row.get(feature);
        weights[feature.ordinal()] = z * z;
        greatest = Math.max(greatest, Math.abs(z));
      }
    }
    double risk =
        Math.min(
            RiskScale.ofDeviation(greatest), RiskScale.ofTail(profile.deviations.tail(greatest)));
    profile.deviations.learn(greatest);
    return new Assessment(
        Score.Mode.BASELINE, null, null, risk, 1, Assessment.share(risk, weights, row, EXPECTED));
  }

  /** A single metric may twitch: of the metrics, the mean of the worst three counts. */
  private static boolean counts(Feature feature) {
    String name = feature.name();
    return feature.scored()
        && (name.endsWith("_TOP3") || name.endsWith("_Z") || !name.startsWith("METRIC"));
  }
}

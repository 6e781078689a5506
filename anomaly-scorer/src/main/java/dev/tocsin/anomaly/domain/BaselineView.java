package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Score;

/**
 * Risk without a model: the greatest robust deviation, no riskier than its rareness in the entity's
 * own history allows. Contributions are in proportion to the squares of the deviations.
 */
final class BaselineView {
  private BaselineView() {}

  /** What the window looks like without a model. */
  static Assessment assess(FeatureRow row, Profile profile) {
    double greatest = greatest(row);
    double risk =
        Math.min(
            RiskScale.ofDeviation(greatest), RiskScale.ofTail(profile.deviations.tail(greatest)));
    double[] weights = new double[FeatureRow.width(row.metrics().size())];
    for (int i = 0; i < Columns.count(weights.length); i++) {
      double deviation = row.get(Columns.at(i));
      weights[Columns.at(i)] = Double.isNaN(deviation) ? 0 : deviation * deviation;
    }
    return new Assessment(Score.Mode.BASELINE, null, null, risk, 1, Blame.of(risk, weights, row));
  }

  /** Adds the window to the history that later ones are compared with. */
  static void learn(FeatureRow row, Profile profile, double risk) {
    profile.deviations.learn(greatest(row), risk >= RiskScale.HIGH);
  }

  private static double greatest(FeatureRow row) {
    double greatest = 0;
    for (Feature feature : Feature.values()) {
      if (counts(feature) && row.has(feature)) {
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

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
    return assess(row, profile, Columns.count(FeatureRow.width(row.metrics().size())), true);
  }

  /** The same for requests and logs alone: their deviations have a direction and a least size. */
  static Assessment assessVitals(FeatureRow row, Profile profile) {
    return assess(row, profile, Columns.count(FeatureRow.width(0)), false);
  }

  private static Assessment assess(FeatureRow row, Profile profile, int columns, boolean metrics) {
    double greatest = greatest(row, metrics);
    double risk =
        Math.min(
            RiskScale.ofDeviation(greatest), RiskScale.ofTail(profile.deviations.tail(greatest)));
    double[] weights = new double[FeatureRow.width(row.metrics().size())];
    for (int i = 0; i < columns; i++) {
      double deviation = row.get(Columns.at(i));
      weights[Columns.at(i)] = Double.isNaN(deviation) ? 0 : deviation * deviation;
    }
    return new Assessment(Score.Mode.BASELINE, null, null, risk, 1, Blame.of(risk, weights, row));
  }

  /** Adds the window to the history that later ones are compared with. */
  static void learn(FeatureRow row, Profile profile, double risk) {
    profile.deviations.learn(greatest(row, true), risk >= RiskScale.HIGH);
  }

  private static double greatest(FeatureRow row, boolean metrics) {
    double greatest = 0;
    for (Feature feature : Feature.values()) {
      if (counts(feature) && row.has(feature) && (metrics || feature.summarised() == null)) {
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

package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Score;

/**
 * Risk without a model: the greatest robust deviation, or the greatest trend, no riskier than its
 * rareness among deviations, or trends, in the entity's own history allows: spikes are frequent,
 * trends are not. Contributions are in proportion to the squares of the deviations.
 */
final class BaselineView {
  /** So many windows of an alert, an hour, do not become usual. */
  private static final int ALERTED = 120;

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
    double trend = greatestTrend(row);
    double risk =
        Math.max(risk(greatest, profile.deviations), risk(trend, profile.trendDeviations));
    double[] weights = new double[FeatureRow.width(row.metrics().size())];
    for (int i = 0; i < columns; i++) {
      double deviation = row.get(Columns.at(i));
      weights[Columns.at(i)] = Double.isNaN(deviation) ? 0 : deviation * deviation;
    }
    return new Assessment(
        Score.Mode.BASELINE, null, null, risk, true, 1, Blame.of(risk, weights, row));
  }

  private static double risk(double deviation, DeviationHistory history) {
    return Math.min(RiskScale.ofDeviation(deviation), RiskScale.ofTail(history.tail(deviation)));
  }

  /** Adds the window to the history that later ones are compared with. */
  static void learn(FeatureRow row, Profile profile, double risk) {
    int firingFor = profile.alert.firingFor();
    boolean alerted = firingFor > 0 && firingFor <= ALERTED;
    boolean high = risk >= RiskScale.HIGH;
    profile.deviations.learn(greatest(row, true), high, alerted);
    profile.trendDeviations.learn(greatestTrend(row), high, alerted);
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

  private static double greatestTrend(FeatureRow row) {
    double greatest = 0;
    for (Feature feature : Feature.values()) {
      if (feature.isTrend() && row.has(feature)) {
        greatest = Math.max(greatest, Math.abs(row.get(feature)));
      }
    }
    return greatest;
  }

  /** A single metric may twitch: of the metrics, the mean of the worst three counts. */
  private static boolean counts(Feature feature) {
    String name = feature.name();
    return feature.scored()
        && !feature.isTrend()
        && (name.endsWith("_TOP3") || name.endsWith("_Z") || !name.startsWith("METRIC"));
  }
}

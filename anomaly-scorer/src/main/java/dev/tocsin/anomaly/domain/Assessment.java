package dev.tocsin.anomaly.domain;

import dev.tocsin.events.Score;
import dev.tocsin.events.Score.Contribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a window looks like to the model or to the baseline.
 *
 * @param mode which of them looked
 * @param modelId the model, or null
 * @param raw the forest's own score, or null
 * @param risk 0 to 100
 * @param coverage the share of what should be there that was, 0 to 1
 * @param contributions largest first; they add up to the risk
 */
record Assessment(
    Score.Mode mode,
    String modelId,
    Double raw,
    double risk,
    double coverage,
    List<Contribution> contributions) {

  /** The model failed: nothing is said but that. */
  static Assessment failed() {
    return new Assessment(Score.Mode.RULES, null, null, 0, 0, List.of());
  }

  /** This, the model's view, or with the risk and the reasons of the other if it is riskier. */
  Assessment orRiskier(Assessment other) {
    return other.risk <= risk
        ? this
        : new Assessment(mode, modelId, raw, other.risk, coverage, other.contributions);
  }

  /**
   * Shares the risk out in proportion to the weights.
   *
   * @param weights one per feature of {@link Feature}, not negative
   * @param expected the usual values, by feature
   */
  static List<Contribution> share(
      double risk, double[] weights, FeatureRow row, double[] expected) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    List<Contribution> shares = new ArrayList<>();
    for (int i = 0; i < weights.length && sum > 0 && risk > 0; i++) {
      Feature feature = Feature.at(i);
      if (weights[i] > 0) {
        double observed = row.has(feature) ? row.get(feature) : expected[i];
        double part = risk * weights[i] / sum;
        shares.add(new Contribution(feature.label(), part, observed, expected[i]));
      }
    }
    shares.sort(Comparator.comparingDouble((Contribution c) -> -c.share()));
    return List.copyOf(shares);
  }
}

package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.FeatureRow.Cause;
import dev.tocsin.events.Score.Contribution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Why a risk is what it is.
 *
 * @param contributions largest first; they add up to the risk
 * @param columns what of the row each is about; the last contribution may be about none
 */
record Blame(List<Contribution> contributions, List<Integer> columns) {
  /** Nothing to explain. */
  static final Blame NONE = new Blame(List.of(), List.of());

  private static final int MOST = 16;
  private static final double LEAST = 0.01;
  private static final String OTHERS = "others";

  /**
   * Shares the risk out in proportion to the weights. What is less than a hundredth, or behind the
   * first sixteen, becomes one contribution, {@code others}, whose observed value is their number.
   *
   * @param weights one per column, not negative
   */
  static Blame of(double risk, double[] weights, FeatureRow row) {
    double sum = 0;
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        sum += weights[i];
        columns.add(i);
      }
    }
    if (sum <= 0 || risk <= 0) {
      return NONE;
    }
    columns.sort(Comparator.comparingDouble((Integer i) -> -weights[i]));
    List<Contribution> contributions = new ArrayList<>();
    double others = 0;
    for (int column : columns) {
      double share = weights[column] / sum;
      if (contributions.size() < MOST && share >= LEAST) {
        contributions.add(contribution(row, column, risk * share));
      } else {
        others += risk * share;
      }
    }
    int named = contributions.size();
    if (others > 0) {
      contributions.add(new Contribution(OTHERS, others, columns.size() - named, null, null));
    }
    return new Blame(List.copyOf(contributions), List.copyOf(columns.subList(0, named)));
  }

  private static Contribution contribution(FeatureRow row, int column, double share) {
    Cause cause = row.cause(column);
    return cause == null
        ? new Contribution(row.name(column), share, row.get(column), 0.0, null)
        : new Contribution(
            row.name(column),
            share,
            cause.observed(),
            known(cause.usual()),
            known(cause.usualNow()));
  }

  private static Double known(double usual) {
    return Double.isNaN(usual) ? null : usual;
  }
}

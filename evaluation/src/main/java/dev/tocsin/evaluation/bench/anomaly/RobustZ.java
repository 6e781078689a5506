package dev.tocsin.evaluation.bench.anomaly;

import java.util.Arrays;

/** The mean of the three greatest robust deviations: no model at all. */
final class RobustZ implements Detector {
  @Override
  public Scores score(Series series) {
    Standardised usual = Standardised.robust(series.train());
    return new Scores(all(usual, series.train()), all(usual, series.test()));
  }

  private static double[] all(Standardised usual, double[][] rows) {
    return Arrays.stream(rows).mapToDouble(row -> top(usual.of(row))).toArray();
  }

  private static double top(double[] z) {
    double[] sizes = Arrays.stream(z).map(Math::abs).sorted().toArray();
    return Arrays.stream(sizes).skip(Math.max(0, sizes.length - 3)).average().orElseThrow();
  }
}

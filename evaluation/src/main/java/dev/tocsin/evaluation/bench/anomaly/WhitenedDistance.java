package dev.tocsin.evaluation.bench.anomaly;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Principal components of the train part, and how far a row lies along each of them in deviations
 * of its own (a Mahalanobis distance); components that hardly vary are given a floor.
 */
final class WhitenedDistance implements Detector {
  private static final double FLOOR = 1e-3;

  @Override
  public Scores score(Series series) {
    Standardised usual = Standardised.byMean(series.train());
    double[][] train = usual.of(series.train());
    EigenDecompositionSymmetric components =
        new EigenDecompositionSymmetric(covariance(train, series.columns().size()));
    RealMatrix vectors = components.getV().transpose();
    double[] variances = components.getEigenvalues();
    double floor = FLOOR * Arrays.stream(variances).max().orElseThrow();
    double[][] test = usual.of(series.test());
    return new Scores(all(train, vectors, variances, floor), all(test, vectors, variances, floor));
  }

  private static RealMatrix covariance(double[][] rows, int columns) {
    double[][] sums = new double[columns][columns];
    for (double[] row : rows) {
      for (int i = 0; i < columns; i++) {
        for (int j = 0; j <= i; j++) {
          sums[i][j] += row[i] * row[j] / rows.length;
        }
      }
    }
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < i; j++) {
        sums[j][i] = sums[i][j];
      }
    }
    return MatrixUtils.createRealMatrix(sums);
  }

  private static double[] all(
      double[][] rows, RealMatrix vectors, double[] variances, double floor) {
    double[] scores = new double[rows.length];
    for (int r = 0; r < scores.length; r++) {
      double[] along = vectors.operate(rows[r]);
      for (int i = 0; i < along.length; i++) {
        scores[r] += along[i] * along[i] / Math.max(floor, variances[i]);
      }
    }
    return scores;
  }
}

package dev.tocsin.anomaly.domain;

import java.util.SplittableRandom;

/**
 * The directions in which rows vary most, by orthogonal iteration (Golub and Van Loan, "Matrix
 * Computations", 8.2.4): no covariance matrix is built, and the same rows give the same bits.
 *
 * @param basis unit vectors, one after another, greatest variance first
 * @param variances of the rows along them
 */
record PrincipalComponents(float[] basis, double[] variances) {
  private static final int ROUNDS = 8;

  /**
   * Finds them.
   *
   * @param centred rows of equal length, the mean of each column 0
   * @param count how many, at most the length of a row
   */
  static PrincipalComponents of(double[][] centred, int count) {
    int columns = centred[0].length;
    double[][] vectors = new double[count][columns];
    SplittableRandom random = new SplittableRandom(columns);
    for (double[] vector : vectors) {
      for (int i = 0; i < columns; i++) {
        vector[i] = random.nextDouble() - 0.5;
      }
    }
    orthonormalise(vectors);
    double[] variances = new double[count];
    for (int round = 0; round < ROUNDS; round++) {
      double[][] next = new double[count][columns];
      for (int k = 0; k < count; k++) {
        variances[k] = times(centred, vectors[k], next[k]) / centred.length;
      }
      vectors = next;
      orthonormalise(vectors);
    }
    float[] basis = new float[count * columns];
    double[] unused = new double[columns];
    for (int k = 0; k < count; k++) {
      variances[k] = times(centred, vectors[k], unused) / centred.length;
      for (int i = 0; i < columns; i++) {
        basis[k * columns + i] = (float) vectors[k][i];
      }
    }
    return new PrincipalComponents(basis, variances);
  }

  /** Adds XᵀX·v to the product, and returns the squared length of X·v. */
  private static double times(double[][] rows, double[] vector, double[] product) {
    double squares = 0;
    for (double[] row : rows) {
      double along = dot(row, vector);
      squares += along * along;
      for (int i = 0; i < row.length; i++) {
        product[i] += along * row[i];
      }
    }
    return squares;
  }

  /** Gram-Schmidt; a direction in which nothing varies becomes the zero vector. */
  private static void orthonormalise(double[][] vectors) {
    for (int k = 0; k < vectors.length; k++) {
      double before = Math.sqrt(dot(vectors[k], vectors[k]));
      for (int j = 0; j < k; j++) {
        double along = dot(vectors[k], vectors[j]);
        for (int i = 0; i < vectors[k].length; i++) {
          vectors[k][i] -= along * vectors[j][i];
        }
      }
      double length = Math.sqrt(dot(vectors[k], vectors[k]));
      double scale = length > 1e-9 * before && length > 0 ? 1 / length : 0;
      for (int i = 0; i < vectors[k].length; i++) {
        vectors[k][i] *= scale;
      }
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

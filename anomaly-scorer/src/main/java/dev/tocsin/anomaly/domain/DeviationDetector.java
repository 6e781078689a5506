package dev.tocsin.anomaly.domain;

import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The robust deviations themselves: the mean of the greatest tenth of them, at least three. One
 * signal that twitches says little, some that deviate together say much.
 */
record DeviationDetector() implements Detector {
  static final byte KIND = 3;

  private static final int LEAST = 3;
  private static final int SHARE = 10;

  @Override
  public double score(double[] row) {
    double[] sizes = Columns.sizes(row);
    Arrays.sort(sizes);
    int counted = counted(row);
    double sum = 0;
    for (int i = 0; i < counted; i++) {
      sum += sizes[sizes.length - 1 - i];
    }
    return sum / counted;
  }

  @Override
  public double weight() {
    return 1;
  }

  @Override
  public void blame(double[] row, double[] shares) {
    double[] sizes = Columns.sizes(row);
    double[] sorted = sizes.clone();
    Arrays.sort(sorted);
    double least = sorted[sorted.length - counted(row)];
    for (int i = 0; i < sizes.length; i++) {
      shares[Columns.at(i)] = sizes[i] >= least ? sizes[i] : 0;
    }
    Detector.normalise(shares);
  }

  private static int counted(double[] row) {
    return Math.max(LEAST, Columns.known(row) / SHARE);
  }

  @Override
  public void write(DataOutput to) throws IOException {
    to.writeByte(KIND);
  }
}

package dev.tocsin.anomaly.domain;

import java.io.DataOutput;
import java.io.IOException;

/**
 * How much all metrics changed from the window before, on average, in robust deviations. Trouble
 * moves many numbers at once, each perhaps by less than would stand out. Requests and logs take no
 * part: they have few numbers, of which single windows are often bad.
 */
record ChangeDetector() implements Detector {
  static final byte KIND = 5;

  @Override
  public double score(double[] row) {
    double sum = 0;
    int known = 0;
    for (int i = 0; i < Columns.count(row.length); i++) {
      double size = size(row, i);
      if (!Double.isNaN(size)) {
        sum += size;
        known++;
      }
    }
    return known == 0 ? 0 : sum / known;
  }

  /** NaN where it is missing, or no metric's change. */
  private static double size(double[] row, int i) {
    return Columns.isMetricChange(i) ? Math.abs(row[Columns.at(i)]) : Double.NaN;
  }

  @Override
  public double weight() {
    return 1;
  }

  @Override
  public void blame(double[] row, double[] shares) {
    for (int i = 0; i < Columns.count(row.length); i++) {
      double size = size(row, i);
      shares[Columns.at(i)] = Double.isNaN(size) ? 0 : size;
    }
    Detector.normalise(shares);
  }

  @Override
  public void write(DataOutput to) throws IOException {
    to.writeByte(KIND);
  }
}

package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How much metrics changed from the window before, in robust deviations: on average over all, since
 * trouble moves many numbers at once, each perhaps by less than would stand out; or over the three
 * that changed most, since it may move a few by much. Requests and logs take no part: they have few
 * numbers, of which single windows are often bad.
 *
 * @param greatest whether only the three greatest count
 */
record ChangeDetector(boolean greatest) implements Detector {
  static final byte KIND = 5;

  private static final int FEW = 3;

  @Override
  public double score(double[] row) {
    double[] sizes = sizes(row);
    double[] sorted = Arrays.stream(sizes).filter(Double::isFinite).sorted().toArray();
    int counted = greatest ? FEW : Math.max(1, sorted.length);
    double sum = 0;
    for (int i = Math.max(0, sorted.length - counted); i < sorted.length; i++) {
      sum += sorted[i];
    }
    return sum / counted;
  }

  /** By column; NaN where it is missing, or no metric's change. */
  private static double[] sizes(double[] row) {
    double[] sizes = new double[Columns.count(row.length)];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Columns.isMetricChange(i) ? Math.abs(row[Columns.at(i)]) : Double.NaN;
    }
    return sizes;
  }

  /** Both together count as one. */
  @Override
  public double weight() {
    return 0.5;
  }

  @Override
  public void blame(double[] row, double[] shares) {
    double[] sizes = sizes(row);
    double[] sorted = Arrays.stream(sizes).filter(Double::isFinite).sorted().toArray();
    double least = greatest && sorted.length > FEW ? sorted[sorted.length - FEW] : 0;
    for (int i = 0; i < sizes.length; i++) {
      shares[Columns.at(i)] = sizes[i] >= least ? sizes[i] : 0;
    }
    Detector.normalise(shares);
  }

  @Override
  public void write(DataOutput to) throws IOException {
    to.writeByte(KIND);
    to.writeBoolean(greatest);
  }

  static ChangeDetector read(DataInput from) throws IOException {
    return new ChangeDetector(from.readBoolean());
  }
}

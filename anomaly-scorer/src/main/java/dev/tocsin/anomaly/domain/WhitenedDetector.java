package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * How far all deviations together are from where they usually are to each other: the Mahalanobis
 * distance, with a covariance of which the greatest principal components are kept and the rest is
 * taken as equal noise (probabilistic PCA; Tipping and Bishop, 1999), shrunk towards the mean
 * variance. What the other signals predict is near; what contradicts them is far.
 *
 * @param means of each of the {@link Columns}; they also stand for missing values
 * @param basis the components, one after another, each as long as the means
 * @param variances of the components, without the noise
 * @param noise variance in every direction
 */
record WhitenedDetector(double[] means, float[] basis, double[] variances, double noise)
    implements Detector {
  static final byte KIND = 2;

  private static final int COMPONENTS = 24;

  /** A component takes so many rows: fewer would find directions that are chance. */
  private static final int ROWS_EACH = 10;

  /** The noise is this share of the mean variance: the recordings favour 0.05 to 0.2. */
  private static final double SHRINKAGE = 0.2;

  /** Deviations less than a third of what is usual by chance are no news, however still it was. */
  private static final double LEAST_NOISE = 0.1;

  /** Learns from at least one row, all of the same width. */
  static WhitenedDetector learn(List<double[]> rows) {
    int columns = Columns.count(rows.get(0).length);
    double[] means = new double[columns];
    for (int i = 0; i < columns; i++) {
      int column = Columns.at(i);
      means[i] =
          rows.stream().mapToDouble(r -> r[column]).filter(Double::isFinite).average().orElse(0);
    }
    double[][] centred = new double[rows.size()][columns];
    double total = 0;
    for (int r = 0; r < centred.length; r++) {
      centre(rows.get(r), means, centred[r]);
      for (double off : centred[r]) {
        total += off * off;
      }
    }
    double noise = Math.max(LEAST_NOISE, SHRINKAGE * total / centred.length / columns);
    PrincipalComponents components = PrincipalComponents.of(centred, Math.min(COMPONENTS, columns));
    return new WhitenedDetector(means, components.basis(), components.variances(), noise);
  }

  private static void centre(double[] row, double[] means, double[] centred) {
    for (int i = 0; i < means.length; i++) {
      double value = row[Columns.at(i)];
      centred[i] = Double.isNaN(value) ? 0 : value - means[i];
    }
  }

  @Override
  public double score(double[] row) {
    double[] off = new double[means.length];
    centre(row, means, off);
    double length = 0;
    for (double each : off) {
      length += each * each;
    }
    double explained = 0;
    for (int k = 0; k < variances.length; k++) {
      double along = along(k, off);
      explained += along * along * discount(k);
    }
    return Math.sqrt(Math.max(0, length / noise - explained));
  }

  @Override
  public double weight() {
    return 2;
  }

  /** Each column's part of the squared distance; parts below zero count as none. */
  @Override
  public void blame(double[] row, double[] shares) {
    double[] off = new double[means.length];
    centre(row, means, off);
    double[] pull = new double[means.length];
    for (int k = 0; k < variances.length; k++) {
      double along = along(k, off) * discount(k);
      for (int i = 0; i < pull.length; i++) {
        pull[i] += along * basis[k * pull.length + i];
      }
    }
    for (int i = 0; i < off.length; i++) {
      shares[Columns.at(i)] = Math.max(0, off[i] * (off[i] / noise - pull[i]));
    }
    Detector.normalise(shares);
  }

  private double along(int component, double[] off) {
    double along = 0;
    int first = component * off.length;
    for (int i = 0; i < off.length; i++) {
      along += off[i] * basis[first + i];
    }
    return along;
  }

  private double discount(int component) {
    return 1 / noise - 1 / (variances[component] + noise);
  }

  @Override
  public void write(DataOutput to) throws IOException {
    to.writeByte(KIND);
    to.writeDouble(noise);
    for (double mean : means) {
      to.writeDouble(mean);
    }
    to.writeByte(variances.length);
    for (double variance : variances) {
      to.writeDouble(variance);
    }
    for (float each : basis) {
      to.writeFloat(each);
    }
  }

  static WhitenedDetector read(DataInput from, int width) throws IOException {
    double noise = from.readDouble();
    double[] means = new double[Columns.count(width)];
    for (int i = 0; i < means.length; i++) {
      means[i] = from.readDouble();
    }
    double[] variances = new double[from.readUnsignedByte()];
    for (int i = 0; i < variances.length; i++) {
      variances[i] = from.readDouble();
    }
    float[] basis = new float[variances.length * means.length];
    for (int i = 0; i < basis.length; i++) {
      basis[i] = from.readFloat();
    }
    return new WhitenedDetector(means, basis, variances, noise);
  }
}

package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.domain.Signal.View;
import dev.tocsin.anomaly.forest.FlatForest;
import dev.tocsin.anomaly.forest.SmileForest;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * An isolation forest on some of the features.
 *
 * @param columns the features that it looks at
 * @param centers the usual value of each; it also stands for a missing one
 * @param scales what one deviation of each is
 */
record ForestDetector(Feature[] columns, double[] centers, double[] scales, FlatForest forest)
    implements Detector {
  static final byte KIND = 1;

  private static final int TREES = 100;
  private static final int SAMPLE = 256;

  /**
   * Columns that a split looks at, less one. Splits over two or four columns were no better on the
   * recordings, and make the model larger and slower.
   */
  private static final int EXTENSION_LEVEL = 0;

  private static final double CLIP = 20;

  /**
   * Trains a forest on the features of a kind that ever moved.
   *
   * @return null when fewer than two did
   */
  static ForestDetector train(List<double[]> rows, Predicate<Feature> kind, long seed) {
    List<Feature> moving = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      if (feature.scored() && kind.test(feature) && moves(known(feature, rows))) {
        moving.add(feature);
      }
    }
    if (moving.size() < 2) {
      return null;
    }
    Feature[] columns = moving.toArray(Feature[]::new);
    double[] centers = new double[columns.length];
    double[] scales = new double[columns.length];
    for (int i = 0; i < columns.length; i++) {
      double[] known = known(columns[i], rows);
      double center = known[known.length / 2];
      centers[i] = center;
      double mean = Arrays.stream(known).map(v -> Math.abs(v - center)).average().orElse(0);
      scales[i] = Math.max(1e-6, mean);
    }
    List<double[]> scaled = new ArrayList<>(rows.size());
    for (double[] row : rows) {
      scaled.add(scaled(row, columns, centers, scales));
    }
    FlatForest forest = SmileForest.train(scaled, TREES, SAMPLE, EXTENSION_LEVEL, seed).flat();
    return new ForestDetector(columns, centers, scales, forest);
  }

  private static boolean moves(double[] sorted) {
    return sorted.length > 1 && sorted[0] < sorted[sorted.length - 1];
  }

  private static double[] known(Feature feature, List<double[]> rows) {
    return rows.stream()
        .mapToDouble(row -> row[feature.ordinal()])
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  private static double[] scaled(
      double[] row, Feature[] columns, double[] centers, double[] scales) {
    double[] scaled = new double[columns.length];
    for (int i = 0; i < scaled.length; i++) {
      double value = row[columns[i].ordinal()];
      double off = Double.isFinite(value) ? (value - centers[i]) / scales[i] : 0;
      scaled[i] = Math.max(-CLIP, Math.min(CLIP, off));
    }
    return scaled;
  }

  @Override
  public double weight() {
    return 1;
  }

  @Override
  public double score(double[] row) {
    return forest.score(scaled(row, columns, centers, scales));
  }

  @Override
  public void blame(double[] row, double[] shares) {
    double[] drops = Explanation.drops(forest, scaled(row, columns, centers, scales));
    for (int i = 0; i < drops.length; i++) {
      View view = columns[i].summarised();
      if (view == null) {
        shares[columns[i].ordinal()] += drops[i];
      } else {
        shareOut(drops[i], view, row, shares);
      }
    }
    Detector.normalise(shares);
  }

  /** What a summary is to blame for is its metrics', in proportion to their squared deviations. */
  private static void shareOut(double drop, View view, double[] row, double[] shares) {
    double sum = 0;
    for (int i = FeatureRow.column(0, view); i < row.length; i += View.COUNT) {
      sum += Double.isNaN(row[i]) ? 0 : row[i] * row[i];
    }
    for (int i = FeatureRow.column(0, view); i < row.length && sum > 0; i += View.COUNT) {
      shares[i] += Double.isNaN(row[i]) ? 0 : drop * row[i] * row[i] / sum;
    }
  }

  @Override
  public void write(DataOutput to) throws IOException {
    to.writeByte(KIND);
    to.writeByte(columns.length);
    for (int i = 0; i < columns.length; i++) {
      to.writeUTF(columns[i].label());
      to.writeDouble(centers[i]);
      to.writeDouble(scales[i]);
    }
    forest.write(to);
  }

  static ForestDetector read(DataInput from, int width) throws IOException {
    int size = from.readUnsignedByte();
    Feature[] columns = new Feature[size];
    double[] centers = new double[size];
    double[] scales = new double[size];
    for (int i = 0; i < size; i++) {
      columns[i] = Feature.of(from.readUTF());
      centers[i] = from.readDouble();
      scales[i] = from.readDouble();
    }
    FlatForest forest = FlatForest.read(from);
    if (forest.columns() != size || width < Feature.COUNT) {
      throw new IOException("forest and columns do not fit together");
    }
    return new ForestDetector(columns, centers, scales, forest);
  }
}

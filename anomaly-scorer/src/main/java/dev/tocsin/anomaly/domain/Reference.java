package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How features and scores were distributed in the windows that a model learnt from, as fifths: what
 * drift is measured against (population stability index; 0.1 is some, over 0.25 much).
 *
 * @param edges of each column, the four between the fifths; the last column is the score
 * @param rare the score that one of a hundred windows exceeds
 */
record Reference(float[][] edges, double rare) {
  /** The first columns of a row are looked at, no more: the named features come first. */
  private static final int MOST_COLUMNS = 52;

  private static final int PARTS = 5;

  /** Shares below this count as this, lest an empty part be an infinite difference. */
  private static final double LEAST = 0.01;

  static Reference of(RiskModel model, List<double[]> rows) {
    double[][] columns = columns(model, rows);
    float[][] edges = new float[columns.length][];
    for (int c = 0; c < columns.length; c++) {
      edges[c] = edges(columns[c]);
    }
    double[] scores = columns[columns.length - 1].clone();
    Arrays.sort(scores);
    return new Reference(edges, scores[(int) (0.99 * (scores.length - 1))]);
  }

  /**
   * The mean index of the features that move, or that of the score if it is greater.
   *
   * @param recent at least one row
   */
  double drift(RiskModel model, List<double[]> recent) {
    double[][] columns = columns(model, recent);
    double sum = 0;
    int count = 0;
    int features = Math.min(columns.length, edges.length) - 1;
    for (int c = 0; c < features; c++) {
      if (edges[c].length > 0 && columns[c].length > 0) {
        sum += index(edges[c], columns[c]);
        count++;
      }
    }
    double score = index(edges[edges.length - 1], columns[columns.length - 1]);
    return Math.max(score, count == 0 ? 0 : sum / count);
  }

  /** The share of rows that would be rare. */
  double rareShare(RiskModel model, List<double[]> rows) {
    return rows.stream().filter(row -> !(model.raw(row) <= rare)).count() / (double) rows.size();
  }

  private static double[][] columns(RiskModel model, List<double[]> rows) {
    int features = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    int looked = Math.min(features, MOST_COLUMNS);
    double[][] columns = new double[looked + 1][];
    for (int c = 0; c < looked; c++) {
      int column = c;
      columns[c] =
          rows.stream()
              .filter(row -> column < row.length && Double.isFinite(row[column]))
              .mapToDouble(row -> row[column])
              .toArray();
    }
    columns[looked] = rows.stream().mapToDouble(model::raw).toArray();
    return columns;
  }

  /** None for a column that hardly moves: its parts would not be fifths. */
  private static float[] edges(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    float[] edges = new float[PARTS - 1];
    for (int i = 0; i < edges.length && sorted.length > 0; i++) {
      edges[i] = (float) sorted[(i + 1) * (sorted.length - 1) / PARTS];
      if (i > 0 && edges[i] <= edges[i - 1]) {
        return new float[0];
      }
    }
    return sorted.length == 0 ? new float[0] : edges;
  }

  private static double index(float[] edges, double[] values) {
    if (edges.length == 0) {
      return 0;
    }
    double[] shares = new double[PARTS];
    for (double value : values) {
      int part = (int) IntStream.range(0, edges.length).filter(i -> value > edges[i]).count();
      shares[part] += 1.0 / values.length;
    }
    double index = 0;
    for (double each : shares) {
      double share = Math.max(LEAST, each);
      index += (share - 1.0 / PARTS) * Math.log(share * PARTS);
    }
    return index;
  }

  void write(DataOutput to) throws IOException {
    to.writeDouble(rare);
    to.writeByte(edges.length);
    for (float[] column : edges) {
      to.writeByte(column.length);
      for (float edge : column) {
        to.writeFloat(edge);
      }
    }
  }

  static Reference read(DataInput from) throws IOException {
    double rare = from.readDouble();
    float[][] edges = new float[from.readUnsignedByte()][];
    for (int c = 0; c < edges.length; c++) {
      edges[c] = new float[from.readUnsignedByte()];
      for (int i = 0; i < edges[c].length; i++) {
        edges[c][i] = from.readFloat();
      }
    }
    return new Reference(edges, rare);
  }
}

package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.forest.RandomCut;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A Random Cut Forest on the deviations that vary most; a missing one counts as usual.
 *
 * @param columns their places in a row
 */
record RandomCutDetector(int[] columns, RandomCut forest) implements Detector {
  static final byte KIND = 4;

  /** The cost of a score, the bytes and the memory grow with them. */
  private static final int MOST_COLUMNS = 32;

  /**
   * Trains a forest.
   *
   * @param rows of one width
   * @return null when fewer than two deviations ever moved
   */
  static RandomCutDetector train(List<double[]> rows, long seed) {
    int width = rows.get(0).length;
    List<Integer> moving = new ArrayList<>();
    double[] squares = new double[width];
    for (int i = 0; i < Columns.count(width); i++) {
      int column = Columns.at(i);
      squares[column] = rows.stream().mapToDouble(row -> known(row[column])).map(v -> v * v).sum();
      if (rows.stream().mapToDouble(row -> known(row[column])).distinct().count() > 1) {
        moving.add(column);
      }
    }
    if (moving.size() < 2) {
      return null;
    }
    moving.sort(Comparator.comparingDouble((Integer column) -> -squares[column]));
    int[] columns = moving.stream().limit(MOST_COLUMNS).mapToInt(i -> i).sorted().toArray();
    return new RandomCutDetector(
        columns, RandomCut.train(rows.stream().map(row -> seen(row, columns)).toList(), seed));
  }

  private static double known(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  private static double[] seen(double[] row, int[] columns) {
    return Arrays.stream(columns).mapToDouble(column -> known(row[column])).toArray();
  }

  @Override
  public double weight() {
    return 1;
  }

  @Override
  public double score(double[] row) {
    return forest.score(seen(row, columns));
  }

  @Override
  public void blame(double[] row, double[] shares) {
    double[] parts = forest.attribution(seen(row, columns));
    for (int i = 0; i < columns.length; i++) {
      shares[columns[i]] = parts[i];
    }
    Detector.normalise(shares);
  }

  @Override
  public void write(DataOutput to) throws IOException {
    to.writeByte(KIND);
    to.writeByte(columns.length);
    for (int column : columns) {
      to.writeShort(column);
    }
    forest.write(to);
  }

  static RandomCutDetector read(DataInput from, int width) throws IOException {
    int[] columns = new int[from.readUnsignedByte()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = from.readUnsignedShort();
      if (columns[i] >= width) {
        throw new InvalidObjectException("a column beyond the row: " + columns[i]);
      }
    }
    RandomCut forest = RandomCut.read(from);
    if (forest.columns() != columns.length) {
      throw new InvalidObjectException("forest and columns do not fit together");
    }
    return new RandomCutDetector(columns, forest);
  }
}

package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What drift is measured against: how the features were distributed in the windows that a model
 * learnt from, and its scores in the first windows that it had not learnt from. Those that it
 * learnt from it knows too well, the more so the fewer they were.
 *
 * @param rows how many windows it learnt from
 * @param features of each column; the named features come first
 * @param scores none until enough windows were scored
 */
record Reference(int rows, List<Fifths> features, Fifths scores) {
  /** Over this it is much, as is usual for population stability indices; 0.1 is some. */
  static final double MUCH = 0.25;

  /** The first columns of a row are looked at, no more. */
  private static final int MOST_COLUMNS = 52;

  static Reference of(List<double[]> rows) {
    int width = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
    List<Fifths> features = new ArrayList<>();
    for (int c = 0; c < Math.min(width, MOST_COLUMNS); c++) {
      // The residual is a model's to say: another model says something else.
      double[] column = c == Feature.METRIC_RESIDUAL.ordinal() ? new double[0] : column(rows, c);
      features.add(2 * column.length < rows.size() ? Fifths.NONE : Fifths.of(column));
    }
    return new Reference(rows.size(), List.copyOf(features), Fifths.NONE);
  }

  /**
   * The same, with the scores of the first windows that the model had not learnt from.
   *
   * @param unseen {@link EntityMemory#RECENT} of them
   */
  Reference scoring(RiskModel model, List<double[]> unseen) {
    return new Reference(rows, features, Fifths.of(scores(model, unseen)));
  }

  /**
   * The mean drift of the features that move, or that of the score if it is greater; 0 where it is
   * no more than chance.
   *
   * @param recent the last windows, oldest first
   */
  double drift(RiskModel model, List<double[]> recent) {
    double sum = 0;
    int count = 0;
    for (int c = 0; c < features.size(); c++) {
      if (features.get(c).exist()) {
        double[] column = column(recent, c);
        sum += features.get(c).drift(column, rows);
        count += column.length > 0 ? 1 : 0;
      }
    }
    double score = scores.drift(scores(model, recent), EntityMemory.RECENT);
    return Math.max(score, count == 0 ? 0 : sum / count);
  }

  private static double[] column(List<double[]> rows, int column) {
    return rows.stream()
        .filter(row -> column < row.length && Double.isFinite(row[column]))
        .mapToDouble(row -> row[column])
        .toArray();
  }

  private static double[] scores(RiskModel model, List<double[]> rows) {
    return rows.stream().mapToDouble(model::raw).filter(Double::isFinite).toArray();
  }

  void write(DataOutput to) throws IOException {
    to.writeInt(rows);
    to.writeByte(features.size());
    for (Fifths each : features) {
      each.write(to);
    }
    scores.write(to);
  }

  static Reference read(DataInput from) throws IOException {
    int rows = from.readInt();
    Fifths[] features = new Fifths[from.readUnsignedByte()];
    for (int c = 0; c < features.length; c++) {
      features[c] = Fifths.read(from);
    }
    return new Reference(rows, Arrays.asList(features), Fifths.read(from));
  }
}

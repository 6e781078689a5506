package dev.tocsin.anomaly.domain;

import dev.tocsin.anomaly.forest.FlatForest;
import dev.tocsin.anomaly.forest.SmileForest;
import dev.tocsin.events.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A trained model of one entity: which features are its columns, how each is centred and scaled,
 * the forest, and how rare each raw score is. Its bytes are the model: see {@link ModelFormat}.
 *
 * @param modelId derived from the bytes
 * @param columns feature of each column
 * @param centers the usual value of each column; it also stands for a missing one
 * @param scales what one deviation of each column is
 * @param rows how many windows it learnt from
 */
public record RiskModel(
    String modelId,
    Feature[] columns,
    double[] centers,
    double[] scales,
    FlatForest forest,
    Calibration calibration,
    int rows) {
  private static final int TREES = 100;
  private static final int SAMPLE = 256;

  /**
   * Columns that a split looks at, less one. Splits over two or four columns were no better on the
   * recordings, and make the model larger and slower.
   */
  private static final int EXTENSION_LEVEL = 0;

  private static final double CLIP = 20;

  /**
   * Trains a model.
   *
   * @param rows feature vectors, NaN where a value is missing
   * @param seed the same rows and seed give the same model
   * @return the model, or null when fewer than two features ever moved
   */
  static RiskModel train(List<double[]> rows, long seed) {
    List<Feature> columns = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      if (feature.scored() && moves(feature, rows)) {
        columns.add(feature);
      }
    }
    if (columns.size() < 2) {
      return null;
    }
    Feature[] used = columns.toArray(Feature[]::new);
    double[] centers = new double[used.length];
    double[] scales = new double[used.length];
    for (int i = 0; i < used.length; i++) {
      double[] known = known(used[i], rows);
      centers[i] = known[known.length / 2];
      scales[i] = Math.max(1e-6, deviation(known, centers[i]));
    }
    List<double[]> scaled = new ArrayList<>(rows.size());
    for (double[] row : rows) {
      scaled.add(scaled(row, used, centers, scales));
    }
    FlatForest forest = SmileForest.train(scaled, TREES, SAMPLE, EXTENSION_LEVEL, seed).flat();
    double[] scores = scaled.stream().mapToDouble(forest::score).toArray();
    RiskModel model =
        new RiskModel("", used, centers, scales, forest, Calibration.of(scores), rows.size());
    return ModelFormat.read(ModelFormat.write(model)).model();
  }

  private static boolean moves(Feature feature, List<double[]> rows) {
    double[] known = known(feature, rows);
    return known.length > 1 && known[0] < known[known.length - 1];
  }

  private static double[] known(Feature feature, List<double[]> rows) {
    return rows.stream()
        .mapToDouble(row -> row[feature.ordinal()])
        .filter(Double::isFinite)
        .sorted()
        .toArray();
  }

  private static double deviation(double[] values, double center) {
    return Arrays.stream(values).map(v -> Math.abs(v - center)).average().orElse(0);
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

  /** What the window looks like to this model. */
  Assessment assess(FeatureRow row) {
    double[] scaled = scaled(row.values(), columns, centers, scales);
    double raw = forest.score(scaled);
    double risk = RiskScale.ofTail(calibration.tail(raw));
    double[] expected = new double[Feature.COUNT];
    double[] weights = new double[Feature.COUNT];
    double[] drops = Explanation.drops(forest, scaled, raw);
    int present = 0;
    for (int i = 0; i < columns.length; i++) {
      expected[columns[i].ordinal()] = centers[i];
      weights[columns[i].ordinal()] = drops[i];
      present += row.has(columns[i]) ? 1 : 0;
    }
    return new Assessment(
        Score.Mode.MODEL,
        modelId,
        raw,
        risk,
        (double) present / columns.length,
        Assessment.share(risk, weights, row, expected));
  }

  /** How unusual a row is, in no unit but ascending. */
  double raw(double[] row) {
    return forest.score(scaled(row, columns, centers, scales));
  }

  /** The names of the columns, in their order. */
  List<String> features() {
    return Arrays.stream(columns).map(Feature::label).toList();
  }
}

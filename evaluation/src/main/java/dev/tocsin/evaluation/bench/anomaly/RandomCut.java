package dev.tocsin.evaluation.bench.anomaly;

import com.amazon.randomcutforest.RandomCutForest;

/**
 * Amazon's Random Cut Forest on standardised metrics, four rows at a time, learning while it
 * scores.
 */
final class RandomCut implements Detector {
  private static final int TREES = 50;
  private static final int SAMPLE = 256;
  private static final int SHINGLE = 4;
  private static final long SEED = 1;

  @Override
  public Scores score(Series series) {
    Standardised usual = Standardised.byMean(series.train());
    RandomCutForest forest = forest(series.columns().size());
    return new Scores(all(forest, usual, series.train()), all(forest, usual, series.test()));
  }

  static RandomCutForest forest(int columns) {
    return RandomCutForest.builder()
        .dimensions(columns * SHINGLE)
        .shingleSize(SHINGLE)
        .internalShinglingEnabled(true)
        .numberOfTrees(TREES)
        .sampleSize(SAMPLE)
        .randomSeed(SEED)
        .build();
  }

  private static double[] all(RandomCutForest forest, Standardised usual, double[][] rows) {
    double[] scores = new double[rows.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = next(forest, usual.of(rows[i]));
    }
    return scores;
  }

  /** The row's score, then the forest learns it. */
  static double next(RandomCutForest forest, double[] row) {
    float[] narrow = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      narrow[i] = (float) row[i];
    }
    double score = forest.getAnomalyScore(narrow);
    forest.update(narrow);
    return score;
  }
}

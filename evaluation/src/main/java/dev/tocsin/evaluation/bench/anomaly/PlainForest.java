package dev.tocsin.evaluation.bench.anomaly;

import dev.tocsin.anomaly.forest.FlatForest;
import dev.tocsin.anomaly.forest.SmileForest;
import java.util.Arrays;
import java.util.List;

/** What everybody ships: an isolation forest of Smile on the metrics as they are. */
final class PlainForest implements Detector {
  static final int TREES = 100;
  static final int SAMPLE = 256;
  private static final long SEED = 1;

  @Override
  public Scores score(Series series) {
    FlatForest forest = train(Arrays.asList(series.train())).flat();
    return new Scores(all(forest, series.train()), all(forest, series.test()));
  }

  static SmileForest train(List<double[]> rows) {
    return SmileForest.train(rows, TREES, SAMPLE, 0, SEED);
  }

  private static double[] all(FlatForest forest, double[][] rows) {
    return Arrays.stream(rows).mapToDouble(forest::score).toArray();
  }
}

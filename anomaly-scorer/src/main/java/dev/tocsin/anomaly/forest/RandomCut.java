package dev.tocsin.anomaly.forest;

import com.amazon.randomcutforest.RandomCutForest;
import com.amazon.randomcutforest.returntypes.DiVector;
import com.amazon.randomcutforest.state.ExecutionContext;
import com.amazon.randomcutforest.state.RandomCutForestMapper;
import com.amazon.randomcutforest.state.RandomCutForestState;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A Random Cut Forest that learns once and then only scores (Guha, Mishra, Roy, Schrijvers, "Robust
 * random cut forest based anomaly detection on streams", 2016); the only class that knows Amazon's
 * library.
 *
 * <p>At rest it is the library's own state. Read again it keeps no bounding boxes: it takes a tenth
 * of the memory, several times as long to score, and gives the same scores to the last bit.
 */
public final class RandomCut {
  private static final int TREES = 30;
  private static final int SAMPLE = 256;

  /** More is none of ours. */
  private static final int MOST_BYTES = 8 << 20;

  private static final ObjectMapper STATES = new ObjectMapper();

  private final RandomCutForest forest;

  private RandomCut(RandomCutForest forest) {
    this.forest = forest;
  }

  /**
   * Trains a forest; the same rows and seed give the same forest.
   *
   * @param rows finite values, at least two rows
   */
  public static RandomCut train(List<double[]> rows, long seed) {
    // Every row is as likely to be in a tree as any other: the rows are a sample already.
    RandomCutForest forest =
        RandomCutForest.builder()
            .dimensions(rows.get(0).length)
            .shingleSize(1)
            .numberOfTrees(TREES)
            .sampleSize(SAMPLE)
            .timeDecay(0)
            .outputAfter(1)
            .parallelExecutionEnabled(false)
            .randomSeed(seed)
            .build();
    rows.forEach(row -> forest.update(narrow(row)));
    return new RandomCut(forest);
  }

  private static float[] narrow(double[] row) {
    float[] narrow = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      narrow[i] = (float) row[i];
    }
    return narrow;
  }

  /** How many values a row has. */
  public int columns() {
    return forest.getDimensions();
  }

  /** How unusual the row is: about 1 and more is, usual ones are below. */
  public double score(double[] row) {
    return forest.getAnomalyScore(narrow(row));
  }

  /** What of the score each column is to blame for, not negative: the library's own attribution. */
  public double[] attribution(double[] row) {
    DiVector directions = forest.getAnomalyAttribution(narrow(row));
    double[] parts = new double[row.length];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = directions.getHighLowSum(i);
    }
    return parts;
  }

  /** Writes the form that {@link #read} reads. */
  public void write(DataOutput to) throws IOException {
    RandomCutForestMapper mapper = new RandomCutForestMapper();
    mapper.setSaveTreeStateEnabled(true);
    RandomCutForestState state = mapper.toState(forest);
    state.setBoundingBoxCacheFraction(0);
    state.getCompactRandomCutTreeStates().forEach(tree -> tree.setBoundingBoxCacheFraction(0));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream packed = new DeflaterOutputStream(bytes)) {
      packed.write(STATES.writeValueAsBytes(state));
    }
    to.writeInt(bytes.size());
    to.write(bytes.toByteArray());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is no forest
   */
  public static RandomCut read(DataInput from) throws IOException {
    int size = from.readInt();
    if (size < 0 || size > MOST_BYTES) {
      throw new InvalidObjectException("a forest of " + size + " bytes");
    }
    byte[] bytes = new byte[size];
    from.readFully(bytes);
    try (InflaterInputStream state = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return new RandomCut(
          new RandomCutForestMapper()
              .toModel(STATES.readValue(state, RandomCutForestState.class), onOneThread(), 0));
    } catch (RuntimeException e) {
      // The library checks some of its state, and stumbles over the rest.
      throw new InvalidObjectException("not a forest: " + e.getMessage());
    }
  }

  private static ExecutionContext onOneThread() {
    ExecutionContext context = new ExecutionContext();
    context.setParallelExecutionEnabled(false);
    return context;
  }
}

package dev.tocsin.anomaly.forest;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import smile.anomaly.IsolationForest;
import smile.anomaly.IsolationTree;
import smile.math.MathEx;
import smile.stat.distribution.GaussianDistribution;

/**
 * Trains isolation forests with Smile 3.1.1; the only class that knows Smile.
 *
 * <p>Not by {@code IsolationForest.fit}, which ignores its subsample argument and is not
 * reproducible: every tree is built through the public constructors from rows that are sampled
 * here, on the calling thread, after seeding. Smile's normal distribution keeps one number back in
 * a singleton of the process, so trainings exclude each other and begin by using it up.
 */
public final class SmileForest {
  private static final Object SMILE = new Object();

  private final IsolationForest forest;
  private final FlatForest flat;

  private SmileForest(IsolationForest forest, FlatForest flat) {
    this.forest = forest;
    this.flat = flat;
  }

  /**
   * Trains a forest; the same rows and seed give the same forest.
   *
   * @param rows finite values, at least two rows
   * @param trees how many trees
   * @param sample rows that each tree sees, drawn without replacement
   * @param extensionLevel columns that a split looks at, less one; less than the columns
   */
  public static SmileForest train(
      List<double[]> rows, int trees, int sample, int extensionLevel, long seed) {
    int size = Math.min(sample, rows.size());
    int depth = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
    IsolationTree[] grown = new IsolationTree[trees];
    synchronized (SMILE) {
      useUpLeftover();
      MathEx.setSeed(seed);
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < trees; i++) {
        grown[i] = new IsolationTree(draw(rows, size, random), depth, extensionLevel);
      }
    }
    IsolationForest forest = new IsolationForest(size, extensionLevel, grown);
    int columns = rows.get(0).length;
    double normal = (double) read(forest, "c");
    return new SmileForest(forest, new Flattening(columns, extensionLevel + 1).of(grown, normal));
  }

  /** The forest as flat arrays. */
  public FlatForest flat() {
    return flat;
  }

  /** Smile's own score, for comparison. */
  public double score(double[] row) {
    return forest.score(row);
  }

  /**
   * A generator that returns a kept number draws nothing: the next draw is then the seed's first.
   */
  private static void useUpLeftover() {
    MathEx.setSeed(1);
    double first = MathEx.random();
    MathEx.setSeed(1);
    GaussianDistribution.getInstance().rand();
    if (MathEx.random() != first) {
      GaussianDistribution.getInstance().rand();
    }
  }

  private static List<double[]> draw(List<double[]> rows, int size, SplittableRandom random) {
    List<double[]> drawn = new ArrayList<>(rows);
    for (int i = 0; i < size; i++) {
      int j = i + random.nextInt(drawn.size() - i);
      double[] kept = drawn.get(i);
      drawn.set(i, drawn.get(j));
      drawn.set(j, kept);
    }
    return new ArrayList<>(drawn.subList(0, size));
  }

  /** Smile shows neither nodes nor normalisation; its version is pinned, and a test compares. */
  private static Object read(Object from, String field) {
    try {
      Field declared = from.getClass().getDeclaredField(field);
      declared.setAccessible(true);
      return declared.get(from);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("another Smile than 3.1.1 is on the class path", e);
    }
  }

  /** Copies Smile's nodes into arrays, parents before their children. */
  private static final class Flattening {
    private final int columns;
    private final int terms;
    private final List<double[]> slopes = new ArrayList<>();
    private final List<Double> bias = new ArrayList<>();
    private final List<int[]> children = new ArrayList<>();
    private final List<Double> depths = new ArrayList<>();

    Flattening(int columns, int terms) {
      this.columns = columns;
      this.terms = terms;
    }

    FlatForest of(IsolationTree[] trees, double normal) {
      int[] roots = new int[trees.length];
      for (int i = 0; i < trees.length; i++) {
        roots[i] = add(read(trees[i], "root"));
      }
      int nodes = bias.size();
      double[] flatSlopes = new double[nodes * terms];
      short[] flatColumns = new short[nodes * terms];
      int[] left = new int[nodes];
      int[] right = new int[nodes];
      for (int i = 0; i < nodes; i++) {
        left[i] = children.get(i)[0];
        right[i] = children.get(i)[1];
        pack(slopes.get(i), i * terms, flatSlopes, flatColumns);
      }
      return new FlatForest(
          columns,
          terms,
          normal,
          unboxed(depths),
          roots,
          unboxed(bias),
          flatSlopes,
          flatColumns,
          left,
          right);
    }

    private int add(Object node) {
      double[] slope = (double[]) read(node, "slope");
      if (slope == null) {
        double depth = (double) read(node, "depth");
        int leaf = depths.indexOf(depth);
        if (leaf < 0) {
          leaf = depths.size();
          depths.add(depth);
        }
        return ~leaf;
      }
      int index = bias.size();
      bias.add((double) read(node, "bias"));
      slopes.add(slope);
      int[] both = new int[2];
      children.add(both);
      both[0] = add(read(node, "left"));
      both[1] = add(read(node, "right"));
      return index;
    }

    /**
     * The columns with a slope, in ascending order; leaving out zeros changes no bit of the sum.
     */
    private void pack(double[] slope, int at, double[] flatSlopes, short[] flatColumns) {
      int used = 0;
      for (int column = 0; column < slope.length && used < terms; column++) {
        if (slope[column] != 0) {
          flatSlopes[at + used] = slope[column];
          flatColumns[at + used] = (short) column;
          used++;
        }
      }
      Arrays.fill(flatColumns, at + used, at + terms, (short) 0);
    }

    private static double[] unboxed(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}

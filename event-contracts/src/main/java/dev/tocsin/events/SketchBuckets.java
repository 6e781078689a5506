package dev.tocsin.events;

/**
 * In which bucket of a {@link Sketch} a value is, without its logarithm. The positive doubles are
 * in the order of their bits, so the highest bits number cells that are narrower than a bucket: a
 * cell says its lowest value's bucket, and one comparison with that bucket's greatest value whether
 * it is the next one.
 */
final class SketchBuckets {
  private static final double PER_LOG = 1 / Math.log(Sketch.GAMMA);

  static final int LOWEST = byLogarithm(Sketch.LEAST);
  static final int HIGHEST = byLogarithm(Sketch.MOST);

  /** 64 cells to each doubling: 1.1% to 1.6% wide; a bucket is 2% wide. */
  private static final int SHIFT = 52 - 6;

  private static final int LOWEST_CELL = cell(Sketch.LEAST);
  private static final short[] BUCKETS = new short[cell(Sketch.MOST) - LOWEST_CELL + 1];
  private static final double[] GREATEST = new double[HIGHEST - LOWEST + 1];

  static {
    for (int i = 0; i < GREATEST.length; i++) {
      GREATEST[i] = greatest(LOWEST + i);
    }
    for (int i = 0; i < BUCKETS.length; i++) {
      double least = Double.longBitsToDouble((long) (LOWEST_CELL + i) << SHIFT);
      BUCKETS[i] = (short) byLogarithm(Math.max(least, Sketch.LEAST));
    }
  }

  /** The definition. */
  static int byLogarithm(double value) {
    return (int) Math.ceil(Math.log(value) * PER_LOG);
  }

  /** The same, for values from {@link Sketch#LEAST} to {@link Sketch#MOST}. */
  static int of(double value) {
    int bucket = BUCKETS[cell(value) - LOWEST_CELL];
    return value > GREATEST[bucket - LOWEST] ? bucket + 1 : bucket;
  }

  private static int cell(double value) {
    return (int) (Double.doubleToRawLongBits(value) >>> SHIFT);
  }

  /** The greatest value of a bucket, found by halving. */
  private static double greatest(int bucket) {
    long low = Double.doubleToRawLongBits(Sketch.LEAST / 2);
    long high = Double.doubleToRawLongBits(2 * Sketch.MOST);
    while (high - low > 1) {
      long middle = low + high >>> 1;
      if (byLogarithm(Double.longBitsToDouble(middle)) <= bucket) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Double.longBitsToDouble(low);
  }

  private SketchBuckets() {}
}

package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * A mergeable quantile sketch of non-negative values with a relative error of at most 1%: DDSketch
 * with logarithmic buckets (Masson, Rim, Lee: "DDSketch: a fast and fully-mergeable quantile sketch
 * with relative-error guarantees", VLDB 2019).
 *
 * <p>Bucket {@code i} holds the values in {@code (γ^(i-1), γ^i]} with {@code γ = 1.01 / 0.99}.
 * Values under {@value #LEAST} count as zero; values over {@value #MOST} as that. Adding is in
 * place and allocates only when the range of buckets grows. The JSON form is one Base64 string: a
 * version byte, the zero count, the first bucket's index, then each bucket's count, as
 * variable-length integers.
 */
public final class Sketch {
  /** Relative error of a quantile. */
  public static final double RELATIVE_ERROR = 0.01;

  static final double LEAST = 1e-3;
  static final double MOST = 1e9;

  static final double GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);

  /** Further buckets on both sides when the range grows, for the values to come. */
  private static final int ROOM = 8;

  private static final byte VERSION = 1;
  private static final byte[] NONE = {};

  private long zeros;
  private int first;
  // A minute of most series has few values in a bucket, and there are many such sketches: a byte
  // for each count, until one of them does not fit.
  private byte[] small = NONE;
  private long[] counts;

  /** Adds {@code count} times {@code value}; a negative value or NaN counts as zero. */
  public void add(double value, long count) {
    if (!(value >= LEAST)) {
      zeros += count;
      return;
    }
    int index = SketchBuckets.of(Math.min(value, MOST));
    if (index < first || index >= first + size()) {
      cover(index - ROOM, index + ROOM);
    }
    change(index - first, count);
  }

  /** Adds everything that {@code other} counted. */
  public void merge(Sketch other) {
    zeros += other.zeros;
    int size = other.size();
    if (size == 0) {
      return;
    }
    cover(other.first, other.first + size - 1);
    int offset = other.first - first;
    if (counts == null && other.counts == null && addSmall(other.small, 0, offset, size)) {
      return;
    }
    if (counts != null) {
      for (int i = 0; i < size; i++) {
        counts[offset + i] += other.at(i);
      }
      return;
    }
    for (int i = 0; i < size; i++) {
      long count = other.at(i);
      if (count != 0) {
        change(offset + i, count);
      }
    }
  }

  /**
   * Takes away what {@code other} counted, exactly: it must have been merged before. So a running
   * total over a window costs what enters and leaves it.
   */
  public void subtract(Sketch other) {
    zeros -= other.zeros;
    for (int i = 0; i < other.size(); i++) {
      if (other.at(i) != 0) {
        change(other.first - first + i, -other.at(i));
      }
    }
  }

  /** How many values were added. */
  public long count() {
    long total = zeros;
    for (int i = 0; i < size(); i++) {
      total += at(i);
    }
    return total;
  }

  /**
   * The value below which the share {@code q} of all values lies, within {@link #RELATIVE_ERROR} of
   * the exact one of rank {@code q·(count − 1)}.
   *
   * @param q from 0 to 1
   * @return NaN when nothing was added
   */
  public double quantile(double q) {
    long total = count();
    if (total == 0) {
      return Double.NaN;
    }
    double rank = q * (total - 1);
    long seen = zeros;
    if (seen > rank) {
      return 0;
    }
    for (int i = 0; i < size(); i++) {
      seen += at(i);
      if (seen > rank) {
        return middle(first + i);
      }
    }
    return middle(first + size() - 1);
  }

  /** An estimate of the share of values that are at most {@code bound}; NaN when empty. */
  public double shareAtMost(double bound) {
    long total = count();
    if (total == 0) {
      return Double.NaN;
    }
    long within = zeros;
    for (int i = 0; i < size() && middle(first + i) <= bound; i++) {
      within += at(i);
    }
    return (double) within / total;
  }

  public Sketch copy() {
    Sketch copy = new Sketch();
    copy.merge(this);
    return copy;
  }

  /** Forgets everything but how much room it needed. */
  public void clear() {
    zeros = 0;
    if (counts != null) {
      small = new byte[counts.length];
      counts = null;
    } else {
      Arrays.fill(small, (byte) 0);
    }
  }

  /** The binary form that {@link #of(byte[])} reads. */
  public byte[] toBytes() {
    int from = 0;
    int to = size();
    while (from < to && at(from) == 0) {
      from++;
    }
    while (to > from && at(to - 1) == 0) {
      to--;
    }
    ByteBuffer bytes = ByteBuffer.allocate(32 + (counts == null ? 1 : 10) * (to - from));
    bytes.put(VERSION);
    putVarint(bytes, zeros);
    int start = from == to ? 0 : first + from;
    putVarint(bytes, start >= 0 ? 2L * start : -2L * start - 1);
    putVarint(bytes, to - from);
    if (counts == null) {
      // Each is its own variable-length integer.
      bytes.put(small, from, to - from);
    } else {
      for (int i = from; i < to; i++) {
        putVarint(bytes, counts[i]);
      }
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /**
   * The sketch in these bytes.
   *
   * @throws IllegalArgumentException when they are not a sketch of a known version
   */
  public static Sketch of(byte[] data) {
    Sketch sketch = new Sketch();
    sketch.merge(data);
    return sketch;
  }

  /**
   * Adds what the sketch in these bytes counted.
   *
   * @throws IllegalArgumentException when they are not a sketch of a known version; then this one
   *     may have counted a part of it
   */
  public void merge(byte[] data) {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(data);
      if (bytes.get() != VERSION) {
        throw new IllegalArgumentException("a sketch of an unknown version");
      }
      zeros += getVarint(bytes);
      long start = getVarint(bytes);
      long lowest = (start & 1) == 0 ? start / 2 : -(start + 1) / 2;
      long size = getVarint(bytes);
      if (size < 0 || size > bytes.remaining()) {
        throw new IllegalArgumentException("not a sketch: wrong size");
      }
      if (size > 0) {
        if (lowest < SketchBuckets.LOWEST || lowest + size - 1 > SketchBuckets.HIGHEST) {
          throw new IllegalArgumentException("not a sketch: a bucket that no value has");
        }
        cover((int) lowest, (int) (lowest + size - 1));
        int offset = (int) lowest - first;
        int i = 0;
        if (counts == null && addSmall(data, bytes.position(), offset, (int) size)) {
          bytes.position(bytes.position() + (int) size);
          i = (int) size;
        }
        while (i < size && counts == null) {
          change(offset + i++, getVarint(bytes));
        }
        while (i < size) {
          counts[offset + i++] += getVarint(bytes);
        }
      }
      if (bytes.hasRemaining()) {
        throw new IllegalArgumentException("not a sketch: something follows it");
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("not a sketch: ends too early", e);
    }
  }

  @JsonCreator
  static Sketch fromJson(String base64) {
    return of(Base64.getDecoder().decode(base64));
  }

  @JsonValue
  String toJson() {
    return Base64.getEncoder().withoutPadding().encodeToString(toBytes());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sketch that && Arrays.equals(toBytes(), that.toBytes());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(toBytes());
  }

  private int size() {
    return counts == null ? small.length : counts.length;
  }

  private long at(int i) {
    return counts == null ? small[i] : counts[i];
  }

  /**
   * Adds counts of a byte each, if all of them are, and what they add up to is; else nothing. Two
   * loops without a way out, which the compiler makes vector instructions of.
   */
  private boolean addSmall(byte[] from, int at, int offset, int size) {
    int all = 0;
    for (int i = 0; i < size; i++) {
      all |= from[at + i] | small[offset + i] + from[at + i];
    }
    if ((all & ~Byte.MAX_VALUE) != 0) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      small[offset + i] += from[at + i];
    }
    return true;
  }

  private void change(int i, long count) {
    if (counts == null) {
      long sum = small[i] + count;
      if (sum >= 0 && sum <= Byte.MAX_VALUE) {
        small[i] = (byte) sum;
        return;
      }
      counts = new long[small.length];
      Arrays.setAll(counts, each -> small[each]);
      small = NONE;
    }
    counts[i] += count;
  }

  private void cover(int low, int high) {
    int size = size();
    if (size == 0) {
      first = low;
      small = new byte[high - low + 1];
    } else if (low < first || high >= first + size) {
      int newFirst = Math.min(low, first);
      int newSize = Math.max(high + 1, first + size) - newFirst;
      if (counts == null) {
        byte[] grown = new byte[newSize];
        System.arraycopy(small, 0, grown, first - newFirst, size);
        small = grown;
      } else {
        long[] grown = new long[newSize];
        System.arraycopy(counts, 0, grown, first - newFirst, size);
        counts = grown;
      }
      first = newFirst;
    }
  }

  private static double middle(int index) {
    return 2 * Math.pow(GAMMA, index) / (GAMMA + 1);
  }

  private static void putVarint(ByteBuffer to, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      to.put((byte) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    to.put((byte) rest);
  }

  private static long getVarint(ByteBuffer from) {
    long value = 0;
    // Nine groups of seven bits: a count is never negative.
    for (int shift = 0; shift < 63; shift += 7) {
      byte next = from.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("not a sketch: a number is too long");
  }
}

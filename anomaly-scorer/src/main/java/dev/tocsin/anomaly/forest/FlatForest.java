package dev.tocsin.anomaly.forest;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;

/**
 * An isolation forest as flat arrays (Liu, Ting, Zhou: "Isolation Forest", ICDM 2008; splits over
 * several columns after Hariri, Kind, Brunner: "Extended Isolation Forest", 2019). Its score is bit
 * for bit that of the forest it was made from, and scoring allocates nothing.
 *
 * <p>Node {@code i} sends a row left when the sum of {@code slope·x} over its {@code terms}
 * columns, in ascending order, is less than {@code bias[i]}. A child of 0 or more is a node; a
 * negative one is the complement of an index into the leaves' depths. All arrays are checked when
 * read, so that scoring cannot run astray.
 */
public final class FlatForest {
  private static final int MOST_NODES = 1 << 20;

  private final int columns;
  private final int terms;
  private final double normal;
  private final double[] depths;
  private final int[] roots;
  private final double[] bias;
  private final double[] slopes;
  private final short[] slopeColumns;
  private final int[] left;
  private final int[] right;

  FlatForest(
      int columns,
      int terms,
      double normal,
      double[] depths,
      int[] roots,
      double[] bias,
      double[] slopes,
      short[] slopeColumns,
      int[] left,
      int[] right) {
    this.columns = columns;
    this.terms = terms;
    this.normal = normal;
    this.depths = depths;
    this.roots = roots;
    this.bias = bias;
    this.slopes = slopes;
    this.slopeColumns = slopeColumns;
    this.left = left;
    this.right = right;
  }

  /** How many columns a row has. */
  public int columns() {
    return columns;
  }

  /**
   * The anomaly score, 0 to 1: near 1 is anomalous, well below a half is usual.
   *
   * @param row finite values, one per column
   */
  public double score(double[] row) {
    double length = 0;
    for (int root : roots) {
      int at = root;
      while (at >= 0) {
        at = sum(row, at) < bias[at] ? left[at] : right[at];
      }
      length += depths[~at];
    }
    return Math.pow(2, -(length / roots.length) / normal);
  }

  private double sum(double[] row, int node) {
    if (terms == 1) {
      return row[slopeColumns[node]] * slopes[node];
    }
    double dot = 0;
    for (int t = node * terms; t < (node + 1) * terms; t++) {
      dot += row[slopeColumns[t]] * slopes[t];
    }
    return dot;
  }

  /** Writes the form that {@link #read} reads. */
  public void write(DataOutput to) throws IOException {
    to.writeShort(columns);
    to.writeByte(terms);
    to.writeDouble(normal);
    writeAll(to, depths);
    to.writeInt(roots.length);
    for (int root : roots) {
      to.writeInt(root);
    }
    to.writeInt(bias.length);
    for (int i = 0; i < bias.length; i++) {
      to.writeDouble(bias[i]);
      to.writeInt(left[i]);
      to.writeInt(right[i]);
      for (int t = i * terms; t < (i + 1) * terms; t++) {
        to.writeShort(slopeColumns[t]);
        to.writeDouble(slopes[t]);
      }
    }
  }

  private static void writeAll(DataOutput to, double[] values) throws IOException {
    to.writeInt(values.length);
    for (double value : values) {
      to.writeDouble(value);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException when it is no forest that can be scored with
   */
  public static FlatForest read(DataInput from) throws IOException {
    int columns = from.readUnsignedShort();
    int terms = from.readUnsignedByte();
    double normal = from.readDouble();
    double[] depths = new double[size(from)];
    for (int i = 0; i < depths.length; i++) {
      depths[i] = from.readDouble();
    }
    int[] roots = new int[size(from)];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = from.readInt();
    }
    int nodes = size(from);
    require(columns > 0 && terms > 0 && terms <= columns && roots.length > 0 && normal > 0);
    double[] bias = new double[nodes];
    double[] slopes = new double[nodes * terms];
    short[] slopeColumns = new short[nodes * terms];
    int[] left = new int[nodes];
    int[] right = new int[nodes];
    for (int i = 0; i < nodes; i++) {
      bias[i] = from.readDouble();
      left[i] = child(from.readInt(), i, nodes, depths.length);
      right[i] = child(from.readInt(), i, nodes, depths.length);
      for (int t = i * terms; t < (i + 1) * terms; t++) {
        slopeColumns[t] = from.readShort();
        slopes[t] = from.readDouble();
        require(slopeColumns[t] >= 0 && slopeColumns[t] < columns);
      }
    }
    for (int root : roots) {
      child(root, -1, nodes, depths.length);
    }
    return new FlatForest(
        columns, terms, normal, depths, roots, bias, slopes, slopeColumns, left, right);
  }

  private static int size(DataInput from) throws IOException {
    int size = from.readInt();
    require(size >= 0 && size <= MOST_NODES);
    return size;
  }

  /** A child comes after its parent, so that no walk can go round in circles. */
  private static int child(int child, int parent, int nodes, int leaves) throws IOException {
    require(child > parent && child < nodes || child < 0 && ~child < leaves);
    return child;
  }

  private static void require(boolean holds) throws IOException {
    if (!holds) {
      throw new InvalidObjectException("not an isolation forest");
    }
  }
}

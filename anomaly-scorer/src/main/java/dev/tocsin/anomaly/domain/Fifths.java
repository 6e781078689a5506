package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * How one column was distributed, as fifths, and how differently it is now: the population
 * stability index, as far as it is no chance.
 *
 * <p>Without any change the index of n and m independent values is about (1/n + 1/m) times a
 * chi-squared variable of four degrees of freedom (Yurdakul and Naranjo, "Statistical properties of
 * the population stability index", 2020). Windows that follow each other are alike, so n and m are
 * as many as independent ones would tell as much.
 *
 * @param edges the four between the fifths; none for a column without fifths
 */
record Fifths(float[] edges) {
  static final Fifths NONE = new Fifths(new float[0]);

  private static final int PARTS = 5;

  /** Shares below this count as this, lest an empty part be an infinite difference. */
  private static final double LEAST = 0.01;

  /** One in a thousand chi-squared variables of four degrees of freedom is greater. */
  private static final double CHANCE = 18.47;

  /** Values of which many are alike have no fifths: what a fifth of them is would be made up. */
  private static final double UNEVEN = 0.02;

  static Fifths of(double[] values) {
    if (values.length < PARTS) {
      return NONE;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    float[] edges = new float[PARTS - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = (float) sorted[(i + 1) * (sorted.length - 1) / PARTS];
      if (i > 0 && edges[i] <= edges[i - 1]) {
        return NONE;
      }
    }
    Fifths fifths = new Fifths(edges);
    return fifths.index(values) > UNEVEN + PARTS * PARTS / (double) (values.length * values.length)
        ? NONE
        : fifths;
  }

  boolean exist() {
    return edges.length > 0;
  }

  /**
   * The population stability index, or 0 where chance explains it.
   *
   * @param values in the order of time
   * @param learntFrom of how many values the fifths are
   */
  double drift(double[] values, int learntFrom) {
    if (!exist() || values.length == 0) {
      return 0;
    }
    double index = index(values);
    double independent = independentShare(values);
    double chance = CHANCE / independent * (1.0 / learntFrom + 1.0 / values.length);
    return index > chance ? index : 0;
  }

  private double index(double[] values) {
    double[] shares = new double[PARTS];
    for (double value : values) {
      int part = 0;
      while (part < edges.length && value > edges[part]) {
        part++;
      }
      shares[part] += 1.0 / values.length;
    }
    double index = 0;
    for (double each : shares) {
      double share = Math.max(LEAST, each);
      index += (share - 1.0 / PARTS) * Math.log(share * PARTS);
    }
    return index;
  }

  /**
   * How many independent values, of each of these, would tell as much; over 0 to 1.
   * Autocorrelations are added up to the first that is none (after Geyer, "Practical Markov chain
   * Monte Carlo", 1992).
   */
  private static double independentShare(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double[] apart = Arrays.stream(values).map(value -> value - mean).toArray();
    double variance = product(apart, 0);
    double sum = 0;
    for (int lag = 1; lag < values.length / 2; lag++) {
      double alike = variance == 0 ? 0 : product(apart, lag) / variance;
      if (alike <= 0) {
        break;
      }
      sum += alike;
    }
    return 1 / (1 + 2 * sum);
  }

  private static double product(double[] apart, int lag) {
    double sum = 0;
    for (int i = lag; i < apart.length; i++) {
      sum += apart[i] * apart[i - lag];
    }
    return sum;
  }

  void write(DataOutput to) throws IOException {
    to.writeByte(edges.length);
    for (float edge : edges) {
      to.writeFloat(edge);
    }
  }

  static Fifths read(DataInput from) throws IOException {
    float[] edges = new float[from.readUnsignedByte()];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = from.readFloat();
    }
    return new Fifths(edges);
  }
}

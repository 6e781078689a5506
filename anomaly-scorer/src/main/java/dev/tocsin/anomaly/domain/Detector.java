package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.InvalidObjectException;

/** One way of an ensemble to see that a row is unusual. Its score has a scale of its own. */
sealed interface Detector
    permits ForestDetector, WhitenedDetector, DeviationDetector, ChangeDetector, RandomCutDetector {
  /** How unusual the row is; more is more unusual. Finite for every row. */
  double score(double[] row);

  /**
   * What is to blame.
   *
   * @param shares takes for each column of the row its share, not negative; the shares add up to 1
   *     unless nothing can be blamed, then they are 0
   */
  void blame(double[] row, double[] shares);

  /** How much it counts beside the others: the one that finds what others miss counts twice. */
  double weight();

  void write(DataOutput to) throws IOException;

  /**
   * Reads what {@link #write} wrote.
   *
   * @param width how many columns a row has
   * @throws IOException when it does not fit rows of that width
   */
  static Detector read(DataInput from, int width) throws IOException {
    byte kind = from.readByte();
    return switch (kind) {
      case ForestDetector.KIND -> ForestDetector.read(from, width);
      case WhitenedDetector.KIND -> WhitenedDetector.read(from, width);
      case DeviationDetector.KIND -> new DeviationDetector();
      case ChangeDetector.KIND -> ChangeDetector.read(from);
      case RandomCutDetector.KIND -> RandomCutDetector.read(from, width);
      default -> throw new InvalidObjectException("an unknown detector: " + kind);
    };
  }

  /** Scales what is not negative so that it adds up to 1, if anything is above 0. */
  static void normalise(double[] shares) {
    double sum = 0;
    for (double share : shares) {
      sum += share;
    }
    for (int i = 0; i < shares.length && sum > 0; i++) {
      shares[i] /= sum;
    }
  }
}

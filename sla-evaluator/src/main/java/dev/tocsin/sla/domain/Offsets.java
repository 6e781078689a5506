package dev.tocsin.sla.domain;

import java.util.Arrays;

/**
 * Which records of a topic were counted: per partition the first and the last offset, inclusive.
 * Kept as ascending triples, because a series usually lives in one partition.
 */
public final class Offsets {
  private static final long[] NONE = {};

  private long[] triples = NONE;

  /** Widens the partition's range. */
  public void add(int partition, long first, long last) {
    int at = 0;
    while (at < triples.length && triples[at] < partition) {
      at += 3;
    }
    if (at < triples.length && triples[at] == partition) {
      triples[at + 1] = Math.min(triples[at + 1], first);
      triples[at + 2] = Math.max(triples[at + 2], last);
      return;
    }
    long[] wider = new long[triples.length + 3];
    System.arraycopy(triples, 0, wider, 0, at);
    wider[at] = partition;
    wider[at + 1] = first;
    wider[at + 2] = last;
    System.arraycopy(triples, at, wider, at + 3, triples.length - at);
    triples = wider;
  }

  void clear() {
    triples = NONE;
  }

  public void merge(Offsets other) {
    other.forEach(this::add);
  }

  public void forEach(Range visitor) {
    for (int i = 0; i < triples.length; i += 3) {
      visitor.accept((int) triples[i], triples[i + 1], triples[i + 2]);
    }
  }

  /** How many partitions. */
  public int size() {
    return triples.length / 3;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Offsets that && Arrays.equals(triples, that.triples);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(triples);
  }

  /** Takes one partition's range. */
  @FunctionalInterface
  public interface Range {
    void accept(int partition, long first, long last);
  }
}

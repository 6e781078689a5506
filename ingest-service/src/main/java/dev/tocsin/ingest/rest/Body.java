package dev.tocsin.ingest.rest;

import java.util.Arrays;

/** The bytes of a body: bounded each, and paid from the budget of all. Not thread-safe. */
final class Body implements AutoCloseable {
  private static final byte[] NOTHING = {};
  private static final int LEAST = 8 * 1024;

  private final String name;
  private long limit;
  private final MemoryBudget budget;
  private byte[] bytes = NOTHING;
  private int length;

  /**
   * @param name what it is called when it is too large
   * @param limit its most bytes
   */
  Body(String name, long limit, MemoryBudget budget) {
    this.name = name;
    this.limit = Math.min(limit, Integer.MAX_VALUE - 16);
    this.budget = budget;
  }

  /** Takes a sender's word that it will be this long in all: refuses it, or never grows beyond. */
  void expect(long total) {
    if (total > limit) {
      throw Refused.tooLarge(name, limit);
    }
    limit = total;
  }

  void append(byte[] from, int count) {
    long needed = (long) length + count;
    if (needed > limit) {
      throw Refused.tooLarge(name, limit);
    }
    if (needed > bytes.length) {
      // Old and new are paid at the same time: the last step must not hold two large ones.
      boolean last = needed > limit / 4;
      resize((int) (last ? limit : Math.min(limit / 4, Math.max(LEAST, 2 * needed))));
    }
    System.arraycopy(from, 0, bytes, length, count);
    length += count;
  }

  private void resize(int capacity) {
    budget.take(capacity);
    int old = bytes.length;
    bytes = Arrays.copyOf(bytes, capacity);
    budget.giveBack(old);
  }

  /** The bytes; only the first {@link #length} count. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Forgets the bytes and gives the memory back. A second call does nothing. */
  @Override
  public void close() {
    budget.giveBack(bytes.length);
    bytes = NOTHING;
    length = 0;
  }
}

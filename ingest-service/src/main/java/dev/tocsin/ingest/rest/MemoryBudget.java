package dev.tocsin.ingest.rest;

import java.util.concurrent.atomic.AtomicLong;

/** The memory that all bodies together may take. Whoever gets none is told at once to come back. */
final class MemoryBudget {
  private final long limit;
  private final AtomicLong used = new AtomicLong();

  MemoryBudget(long limit) {
    this.limit = limit;
  }

  void take(long bytes) {
    if (used.addAndGet(bytes) > limit) {
      used.addAndGet(-bytes);
      throw Refused.unavailable("too many large requests at a time: try again");
    }
  }

  void giveBack(long bytes) {
    used.addAndGet(-bytes);
  }

  long used() {
    return used.get();
  }
}

package dev.tocsin.router.text;

import java.time.Duration;

/** What one rendering may use: turns of loops, and time. It belongs to one thread. */
final class Budget {
  private static final int TURNS = 10_000;
  private static final long NANOS = Duration.ofMillis(500).toNanos();
  private static final ThreadLocal<Budget> CURRENT = new ThreadLocal<>();

  private final long end = System.nanoTime() + NANOS;
  private int turns = TURNS;

  static void begin() {
    CURRENT.set(new Budget());
  }

  static void end() {
    CURRENT.remove();
  }

  /** One more turn of a loop. */
  static void spend() {
    Budget current = CURRENT.get();
    if (--current.turns < 0) {
      throw new OverspentException("its loops take more than " + TURNS + " turns");
    }
    if (System.nanoTime() - current.end > 0) {
      throw new OverspentException("it takes longer than 500 ms");
    }
  }

  /** More was wanted. */
  static final class OverspentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OverspentException(String reason) {
      super(reason);
    }
  }
}

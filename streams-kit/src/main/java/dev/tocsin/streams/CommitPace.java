package dev.tocsin.streams;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How often a commit may be asked for, by all tasks together: one commits the work of all of them,
 * so that each task's own pace would add up to a thread that does nothing else.
 */
public final class CommitPace {
  private static final long APART_MS = 50;

  private final AtomicLong last = new AtomicLong();

  /**
   * Whether it is time again; then it is taken.
   *
   * @param now wall clock, epoch milliseconds
   */
  public boolean due(long now) {
    long before = last.get();
    return now - before >= APART_MS && last.compareAndSet(before, now);
  }
}

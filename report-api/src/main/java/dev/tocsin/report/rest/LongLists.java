package dev.tocsin.report.rest;

import dev.tocsin.report.persistence.UnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Thousands of records are in memory until they are written: only a few such lists at a time. */
final class LongLists {
  private final Semaphore free;
  private final Duration patience;

  /**
   * None yet.
   *
   * @param atOnce how many there may be
   * @param patience how long the next one waits
   */
  LongLists(int atOnce, Duration patience) {
    this.free = new Semaphore(atOnce, true);
    this.patience = patience;
  }

  /**
   * Waits until one more may be read.
   *
   * @return says that it is answered, or that whoever asked has gone; only the first time counts
   * @throws UnavailableException when there are too many for too long
   */
  Runnable enter() {
    try {
      if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new UnavailableException(
            "too many long lists are asked for at once: turn pages of a smaller limit");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted");
    }
    AtomicBoolean counted = new AtomicBoolean(true);
    return () -> {
      if (counted.getAndSet(false)) {
        free.release();
      }
    };
  }
}

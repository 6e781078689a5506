package dev.tocsin.report.rest;

import dev.tocsin.report.persistence.UnavailableException;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Thousands of records are in memory until they are sent: only a few such lists at a time. */
class LongLists {
  private static final int AT_ONCE = 2;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Semaphore free = new Semaphore(AT_ONCE, true);

  /**
   * Waits until this one may be read; it counts until it is answered, or whoever asked has gone.
   *
   * @throws UnavailableException when there are too many for too long
   */
  void enter(RoutingContext asker) {
    try {
      if (!free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new UnavailableException(
            "too many long lists are asked for at once: turn pages of a smaller limit");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted");
    }
    AtomicBoolean counted = new AtomicBoolean(true);
    Runnable leave =
        () -> {
          if (counted.getAndSet(false)) {
            free.release();
          }
        };
    asker.addEndHandler(ended -> leave.run());
    if (asker.response().closed()) {
      // Perhaps before the handler was there.
      leave.run();
    }
  }
}

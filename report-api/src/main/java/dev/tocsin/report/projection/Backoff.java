package dev.tocsin.report.projection;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Waits between attempts, longer each time, and ends every wait when the service stops. */
final class Backoff {
  private static final Logger LOG = Logger.getLogger(Backoff.class);
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(3);

  private final CountDownLatch stop = new CountDownLatch(1);
  private final ProjectionStatus status;
  private Duration next = FIRST;

  Backoff(ProjectionStatus status) {
    this.status = status;
  }

  /** Waits a little, for no reason that anybody has to know. */
  void rest() {
    pause(LONGEST.dividedBy(10));
  }

  /** Says what hinders the projection, then waits. */
  void hindered(String what, RuntimeException cause) {
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    status.problem(reason);
    LOG.warnf("%s: pauseMs=%d reason=%s", what, next.toMillis(), cause);
    pause(next);
    next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
  }

  private void pause(Duration length) {
    try {
      if (stop.await(length.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("stopping");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  /** It works again. */
  void over() {
    status.problem(null);
    next = FIRST;
  }

  void stop() {
    stop.countDown();
  }

  boolean stopped() {
    return stop.getCount() == 0;
  }
}

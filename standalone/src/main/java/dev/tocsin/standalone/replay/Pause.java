package dev.tocsin.standalone.replay;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets time pass: between two attempts, or until a row is due. */
@FunctionalInterface
public interface Pause {
  /** The wall clock's. */
  Pause REAL = Pause::park;

  /**
   * Returns after this long.
   *
   * @throws InterruptedException when the thread is asked to end
   */
  void pause(Duration duration) throws InterruptedException;

  private static void park(Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }
}

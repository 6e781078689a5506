package dev.tocsin.router.domain;

import java.time.Duration;

/**
 * The moments at which a group may give notice: its first one, and every {@code groupInterval} from
 * then, as in Alertmanager.
 */
final class Ticks {
  private Ticks() {}

  /**
   * The first tick at or after a time; all in wall clock, epoch milliseconds.
   *
   * @param first the group's first tick
   */
  static long atOrAfter(long first, Duration interval, long time) {
    long every = interval.toMillis();
    return first + Math.max(0, -Math.floorDiv(first - time, every)) * every;
  }
}

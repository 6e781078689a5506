package dev.tocsin.router.domain;

import java.time.Duration;

/**
 * How fast alerts come into a group. While they come faster than anybody reads, a notice is one
 * summary.
 *
 * @param minuteFrom when the minute began that is counted, wall clock, epoch milliseconds
 * @param arrivals how many came in it
 * @param until the storm lasts until then, wall clock, epoch milliseconds; 0 when there is none
 */
record Storm(long minuteFrom, int arrivals, long until) {
  static final Storm NONE = new Storm(0, 0, 0);

  /** How many alerts a summary shows. */
  static final int SHOWN = 10;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** It is over when there was no such minute for this long. */
  private static final Duration CALM = Duration.ofMinutes(5);

  /**
   * After one more alert.
   *
   * @param limit more than this in a minute are a storm
   */
  Storm arrival(long now, int limit) {
    boolean same = now < minuteFrom + MINUTE.toMillis();
    int count = same ? arrivals + 1 : 1;
    return new Storm(same ? minuteFrom : now, count, count > limit ? now + CALM.toMillis() : until);
  }

  boolean rages(long now) {
    return now < until;
  }
}

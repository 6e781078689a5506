package dev.tocsin.sla.stream;

import java.time.Duration;

/**
 * How often open figures are published. While a backlog is worked off nobody waits for figures that
 * the next second makes old, and making them would cost more than counting: then they come at
 * longer intervals. What is final, and violations, do not wait for it.
 */
final class Pace {
  private static final long BACKLOG_MS = Duration.ofSeconds(5).toMillis();

  private boolean catchesUp;
  private long published = Long.MIN_VALUE;

  /**
   * Takes note of what was counted.
   *
   * @param backlog whether it was read long after it was appended
   */
  void counted(boolean backlog) {
    catchesUp |= backlog;
  }

  /** Whether open figures are due now; asked at each look. */
  boolean due(long now) {
    boolean waits = catchesUp && published != Long.MIN_VALUE && now - published < BACKLOG_MS;
    catchesUp = false;
    if (!waits) {
      published = now;
    }
    return !waits;
  }
}

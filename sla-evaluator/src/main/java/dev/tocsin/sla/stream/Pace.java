package dev.tocsin.sla.stream;

import java.time.Duration;

/**
 * How often open figures are published, and who waits for a commit. While a backlog is worked off
 * nobody waits for figures that the next second makes old, and making them would cost more than
 * counting: then they come at longer intervals. What is final, and violations, do not wait for it.
 */
final class Pace {
  private static final long OPEN_MS = Duration.ofSeconds(10).toMillis();

  /** So long after the last of it a backlog may still go on: longer than between two commits. */
  private static final long BACKLOG_MS = Duration.ofSeconds(6).toMillis();

  private long backlogUntil = Long.MIN_VALUE;
  private long published = Long.MIN_VALUE;

  /** Takes note of what was counted. Outcomes are always new: they say nothing about a backlog. */
  void counted(Timeline.Counted counted, long now) {
    if (counted.input().telemetry()) {
      backlogUntil = counted.backlog() ? now + BACKLOG_MS : Long.MIN_VALUE;
    }
  }

  /** The backlog is over, and nothing new has come yet. */
  void caughtUp() {
    backlogUntil = Long.MIN_VALUE;
  }

  boolean catchesUp(long now) {
    return now < backlogUntil;
  }

  /** Whether open figures are due now; asked at each look. */
  boolean due(long now) {
    boolean waits = catchesUp(now) && published != Long.MIN_VALUE && now - published < OPEN_MS;
    if (!waits) {
      published = now;
    }
    return !waits;
  }
}

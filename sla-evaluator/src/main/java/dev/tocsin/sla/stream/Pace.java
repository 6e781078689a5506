package dev.tocsin.sla.stream;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How often open figures are published, and who waits for a commit. While a backlog is worked off
 * nobody waits for figures that the next second makes old, and making them would cost more than
 * counting: then they come at longer intervals. What is final, and violations, do not wait for it.
 */
final class Pace {
  private static final long OPEN_MS = Duration.ofSeconds(10).toMillis();

  /** So long after the last of it a backlog may still go on: longer than a transaction may take. */
  private static final long BACKLOG_MS = Duration.ofSeconds(12).toMillis();

  /** Until when each partition that is behind is taken to be. */
  private final Map<Integer, Long> behind = new HashMap<>();

  private long published;

  /** Takes note of what was counted, or that a source has nothing more. */
  void heard(Deltas.Source source, long now) {
    if (source.backlog()) {
      behind.put(source.partition(), now + BACKLOG_MS);
    } else if (!behind.isEmpty()) {
      behind.remove(source.partition());
    }
  }

  /** Whether any of the partitions that were heard of is behind. */
  boolean catchesUp(long now) {
    if (behind.isEmpty()) {
      return false;
    }
    behind.values().removeIf(until -> until <= now);
    return !behind.isEmpty();
  }

  /** Whether open figures are due now; asked at each look. */
  boolean due(long now) {
    boolean waits = catchesUp(now) && now - published < OPEN_MS;
    if (!waits) {
      published = now;
    }
    return !waits;
  }
}

package dev.tocsin.router.dispatch;

import java.time.Duration;

/**
 * How long to wait before the next attempt: doubling from the first wait to the longest, half of it
 * fixed and half of it random, so that what failed together does not come back together.
 *
 * @param first wait after the first attempt
 * @param longest wait however many attempts there were
 */
public record Backoff(Duration first, Duration longest) {
  /** No receiver may put us off for longer than this. */
  private static final Duration MOST_PATIENCE = Duration.ofHours(1);

  /**
   * @param attempt the attempt that failed, from 1
   * @param retryAfter what the receiver asked for, or null
   * @param random from 0 to 1
   */
  Duration after(int attempt, Duration retryAfter, double random) {
    long doubled = first.toMillis() << Math.min(20, attempt - 1);
    long most = Math.min(longest.toMillis(), doubled);
    Duration own = Duration.ofMillis(most / 2 + (long) (most / 2 * random));
    if (retryAfter == null || retryAfter.compareTo(own) < 0) {
      return own;
    }
    return patience(retryAfter);
  }

  /** What we grant of what a receiver asks for. */
  static Duration patience(Duration retryAfter) {
    return retryAfter.compareTo(MOST_PATIENCE) > 0 ? MOST_PATIENCE : retryAfter;
  }
}

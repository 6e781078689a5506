package dev.tocsin.router.channel;

import java.time.Duration;
import java.util.Set;

/**
 * What a receiver answered.
 *
 * @param status of HTTP
 * @param retryAfter how long it asks us to wait, or null
 * @param body its beginning, at most {@value #MOST_BYTES} bytes; for the sender's eyes only
 */
public record Answer(int status, Duration retryAfter, String body) {
  static final int MOST_BYTES = 64 << 10;

  /** Answers that say "later", beside all of 5xx. */
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  /** Whether it has what was sent. */
  public boolean accepted() {
    return status / 100 == 2;
  }

  /** Whether the same request may be accepted later. */
  public boolean later() {
    return LATER.contains(status) || status >= 500;
  }

  /** One clause for the ledger. */
  public String said() {
    return "answered " + status + (status / 100 == 3 ? ", and redirects are not followed" : "");
  }
}

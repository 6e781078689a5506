package dev.tocsin.events.egress;

import java.time.Duration;

/**
 * What a receiver answered.
 *
 * @param status of HTTP
 * @param retryAfter how long it asks us to wait, or null
 * @param body its beginning, at most {@value #MOST_BYTES} bytes; for the sender's eyes only
 */
public record Answer(HttpStatus status, Duration retryAfter, String body) implements Reply {
  static final int MOST_BYTES = 64 << 10;

  /** Whether it has what was sent. */
  public boolean accepted() {
    return status.accepted();
  }

  /** Whether the same request may be accepted later. */
  public boolean later() {
    return status.later();
  }

  /** One clause for the ledger. */
  public String said() {
    return status.said();
  }
}

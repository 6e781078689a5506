package dev.tocsin.events.egress;

import java.util.Set;

/**
 * What a receiver answered, where it has no rules of its own.
 *
 * @param code of HTTP
 */
public record HttpStatus(int code) {
  /** Answers that say "later", beside all of 5xx. */
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  /** Whether it has what was sent. */
  public boolean accepted() {
    return code / 100 == 2;
  }

  /** Whether the same request may be accepted later. */
  public boolean later() {
    return LATER.contains(code) || code >= 500;
  }

  /** One clause for people. */
  public String said() {
    return "answered " + code + (code / 100 == 3 ? ", and redirects are not followed" : "");
  }
}

package dev.tocsin.report.rest;

import dev.tocsin.events.InvalidFieldException;

/** Who does something, and why: what is allowed there, the same at every path. */
final class Actor {
  private static final int LONGEST = 256;
  private static final int LONGEST_REASON = 4_096;

  private Actor() {}

  /** The name, checked. */
  static String check(String actor) {
    if (actor == null
        || actor.isBlank()
        || actor.length() > LONGEST
        || actor.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidFieldException(
          "actor", "is required: who does this, 1 to 256 characters without control characters");
    }
    return actor;
  }

  /** Checks the reason, which may be null. */
  static void checkReason(String reason) {
    if (reason != null && reason.length() > LONGEST_REASON) {
      throw new InvalidFieldException("reason", "must be at most 4096 characters");
    }
  }
}

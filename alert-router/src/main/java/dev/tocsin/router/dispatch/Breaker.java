package dev.tocsin.router.dispatch;

import java.time.Duration;

/**
 * Leaves a receiver alone that fails again and again: after some failures in a row for a while,
 * then one attempt is the test of whether it is back. What the receiver asks for (Retry-After)
 * holds for everything that it would be sent.
 */
public final class Breaker {
  private final Rule rule;
  private int failures;
  private int opened;
  private long until;
  private boolean testing;

  Breaker(Rule rule) {
    this.rule = rule;
  }

  /** Whether it is closed, open, or open and due for a test. */
  State state(long now) {
    if (opened == 0 && until <= now) {
      return State.CLOSED;
    }
    return until > now ? State.OPEN : State.HALF_OPEN;
  }

  /** Whether an attempt may begin now. */
  boolean allows(long now) {
    State state = state(now);
    return state == State.CLOSED || state == State.HALF_OPEN && !testing;
  }

  /** When it is worth asking again, epoch milliseconds. */
  long until() {
    return until;
  }

  /** An attempt begins. */
  void begins(long now) {
    testing = state(now) == State.HALF_OPEN;
  }

  /** An attempt that had begun was not made after all, or its outcome is known. */
  void ended() {
    testing = false;
  }

  /** The receiver answered, be it with a refusal: it is there. */
  void answered() {
    failures = 0;
    opened = 0;
    until = 0;
    testing = false;
  }

  /**
   * An attempt failed.
   *
   * @param retryAfter what the receiver asked for, or null
   * @return whether that opened the breaker
   */
  boolean failed(Duration retryAfter, long now) {
    failures++;
    testing = false;
    if (retryAfter != null) {
      until = Math.max(until, now + Backoff.patience(retryAfter).toMillis());
    }
    // Attempts that were under way when it opened say nothing new.
    if (failures < rule.failures() || opened > 0 && until > now) {
      return false;
    }
    long pause = rule.pause().toMillis() << Math.min(20, opened);
    until = Math.max(until, now + Math.min(rule.longest().toMillis(), pause));
    opened++;
    return true;
  }

  /** What the breaker lets through. */
  public enum State {
    /** Everything. */
    CLOSED,
    /** One attempt, as a test. */
    HALF_OPEN,
    /** Nothing. */
    OPEN
  }

  /**
   * When a breaker opens.
   *
   * @param failures after how many in a row
   * @param pause for how long at first; it doubles with each failed test
   * @param longest and up to this
   */
  public record Rule(int failures, Duration pause, Duration longest) {}
}

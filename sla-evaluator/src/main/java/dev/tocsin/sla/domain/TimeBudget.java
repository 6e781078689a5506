package dev.tocsin.sla.domain;

import dev.tocsin.events.Verdict.Certainty;
import java.math.BigDecimal;

/**
 * The time that may be bad in one of a calendar's periods. It is fixed when the period begins, from
 * the period's real length: March 2026 in Europe/London has 743 hours, so 99.9% allow 44.58 bad
 * minutes, on its first day as on its last.
 *
 * @param allowed bad slices, exactly; not a whole number
 * @param target the promised ratio
 * @param after how many slices of the period that count come after the one that was judged
 */
record TimeBudget(BigDecimal allowed, double target, long after) {

  /** The budget of the period in which slice {@code end} lies: of the time that is not left out. */
  static TimeBudget of(Objective objective, Exclusions exclusions, long end) {
    double target = objective.spec().target();
    long last = objective.lastWith(end);
    long after = last - end - exclusions.slices(end + 1, last, objective.measurementMs());
    long first = objective.periodFirst(end);
    long before = end - first + 1 - exclusions.slices(first, end, objective.measurementMs());
    return new TimeBudget(ErrorBudget.allowed(target, before + after), target, after);
  }

  /** The share that is left, negative when overspent; null when nothing may be bad. */
  Double remaining(double bad) {
    return allowed.signum() > 0 ? 1 - bad / allowed.doubleValue() : null;
  }

  /**
   * Whether the promise is kept: until the period is over, while the bad time fits the whole
   * period's allowance; then, as ever, by the ratio, so that silence earns nobody an allowance.
   */
  boolean kept(double bad, double sli) {
    return after > 0 ? fits(bad, allowed) : sli >= target;
  }

  /**
   * Whether what is left of the period can still change the answer.
   *
   * @param bad slices that are bad for good
   * @param total slices that count for good, the bad ones among them
   * @param open 1 when the judged slice still goes on, and may yet become good or bad; otherwise 0
   */
  Certainty certainty(long bad, long total, int open) {
    long left = after + open;
    if (!fits(bad, allowed)) {
      return Certainty.BREACH_CERTAIN;
    }
    // Slices without data, which count for nothing, allow nothing either.
    boolean safe = fits(bad + left, ErrorBudget.allowed(target, total + left));
    if (left > 0) {
      return safe ? Certainty.MET_CERTAIN : Certainty.OPEN;
    }
    if (total == 0) {
      return Certainty.OPEN;
    }
    return safe ? Certainty.MET_CERTAIN : Certainty.BREACH_CERTAIN;
  }

  private static boolean fits(double bad, BigDecimal allowance) {
    return new BigDecimal(bad).compareTo(allowance) <= 0;
  }
}

package dev.tocsin.sla.domain;

import java.math.BigDecimal;

/** What a target allows to go wrong. */
final class ErrorBudget {
  private ErrorBudget() {}

  /** 1 − target as it was written: the budget of 0.999 is 0.001 and not 0.0010000000000000009. */
  static double of(double target) {
    return BigDecimal.ONE.subtract(BigDecimal.valueOf(target)).doubleValue();
  }

  /** How many of so many slices may be bad, exactly. */
  static BigDecimal allowed(double target, long slices) {
    return BigDecimal.ONE.subtract(BigDecimal.valueOf(target)).multiply(BigDecimal.valueOf(slices));
  }

  /** The share that is left, negative when overspent; null when there is no budget. */
  static Double remaining(double badShare, double target) {
    double budget = of(target);
    return budget > 0 ? 1 - badShare / budget : null;
  }

  /** How many times faster than allowed the budget is spent; null when there is no budget. */
  static Double burnRate(double badShare, double target) {
    double budget = of(target);
    return budget > 0 ? badShare / budget : null;
  }
}

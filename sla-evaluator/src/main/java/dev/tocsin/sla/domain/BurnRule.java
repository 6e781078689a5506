package dev.tocsin.sla.domain;

import dev.tocsin.events.BurnAlert;
import dev.tocsin.events.ObjectiveSpec;
import java.math.BigDecimal;

/**
 * A burn alert of an objective, ready to compare with. The comparison is exact: at 99.9% over 30
 * days, 1.44% of errors are 14.4 times too many and not a hair more.
 *
 * @param alert the alert
 * @param longWindow the number of its long window
 * @param shortWindow the number of its short window
 * @param limit the bad share at which the factor is reached, times {@code scale}
 * @param scale so that {@code limit} is a finite decimal
 */
record BurnRule(
    BurnAlert alert, int longWindow, int shortWindow, BigDecimal limit, BigDecimal scale) {

  static BurnRule of(BurnAlert alert, ObjectiveSpec spec, int longWindow, int shortWindow) {
    BigDecimal budget = BigDecimal.ONE.subtract(BigDecimal.valueOf(spec.target()));
    if (alert.factor() != null) {
      BigDecimal limit = BigDecimal.valueOf(alert.factor()).multiply(budget);
      return new BurnRule(alert, longWindow, shortWindow, limit, BigDecimal.ONE);
    }
    BigDecimal limit =
        BigDecimal.valueOf(alert.budgetShare())
            .multiply(BigDecimal.valueOf(spec.period().toMillis()))
            .multiply(budget);
    BigDecimal scale = BigDecimal.valueOf(alert.longWindow().toMillis());
    return new BurnRule(alert, longWindow, shortWindow, limit, scale);
  }

  /** Whether so many bad ones of so many burn faster than the factor. */
  boolean exceeded(double bad, long total) {
    return bad > 0
        && new BigDecimal(bad).multiply(scale).compareTo(BigDecimal.valueOf(total).multiply(limit))
            > 0;
  }
}

package dev.tocsin.sla.domain;

import dev.tocsin.events.Indicator;
import dev.tocsin.events.Severity;
import java.util.Locale;

/**
 * How badly an objective is violated: by how many times its error budget was spent, or by how many
 * times its value is beyond the bound.
 */
public enum Harm {
  /** Under 2 times. */
  LOW,
  /** 2 to under 5 times. */
  MEDIUM,
  /** 5 to under 10 times. */
  HIGH,
  /** 10 times or more, or where nothing at all may go wrong. */
  CRITICAL;

  static Harm of(Objective objective, Judgement judgement) {
    if (!objective.judgesOnce()) {
      Double left = judgement.budgetRemaining();
      return left == null ? CRITICAL : times(1 - left);
    }
    Indicator indicator = objective.spec().indicator();
    double value = judgement.value();
    double times =
        indicator.op() == Indicator.Op.AT_MOST
            ? value / indicator.bound()
            : indicator.bound() / value;
    // Around zero a multiple says nothing.
    return times > 1 ? times(times) : MEDIUM;
  }

  private static Harm times(double times) {
    if (times < 2) {
      return LOW;
    }
    if (times < 5) {
      return MEDIUM;
    }
    return times < 10 ? HIGH : CRITICAL;
  }

  /** The worse of two; either may be null. */
  static Harm worse(Harm one, Harm other) {
    return one == null || other != null && other.compareTo(one) > 0 ? other : one;
  }

  /** As a violation writes it. */
  public String json() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Harm of(String json) {
    return valueOf(json.toUpperCase(Locale.ROOT));
  }

  /** The severity of the alert, where the objective does not say one. */
  Severity alert() {
    return this == LOW || this == MEDIUM ? Severity.WARNING : Severity.CRITICAL;
  }
}

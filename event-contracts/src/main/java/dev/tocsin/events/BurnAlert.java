package dev.tocsin.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says that a budget is being spent too fast: fires while the burn rate is over the factor in a
 * long and in a short window at once, so that it neither wakes anybody for a blip nor goes on after
 * the end (Google: "The Site Reliability Workbook", chapter 5).
 *
 * @param severity of the alert
 * @param factor how many times faster than allowed; either this or {@code budgetShare}
 * @param budgetShare the share of the period's budget that the long window would spend: factor =
 *     budgetShare × period / longWindow
 * @param longWindow the long window
 * @param shortWindow the short window; default a twelfth of the long one, in whole minutes
 * @param hold how long the short window must stay under the factor before the alert clears; default
 *     the short window
 */
public record BurnAlert(
    Severity severity,
    Double factor,
    Double budgetShare,
    Duration longWindow,
    Duration shortWindow,
    Duration hold) {

  private static final List<BurnAlert> DEFAULTS =
      List.of(
          share(Severity.CRITICAL, 0.02, Duration.ofHours(1), Duration.ofMinutes(5)),
          share(Severity.CRITICAL, 0.05, Duration.ofHours(6), Duration.ofMinutes(30)),
          share(Severity.WARNING, 0.1, Duration.ofDays(1), Duration.ofHours(2)),
          share(Severity.WARNING, 0.1, Duration.ofDays(3), Duration.ofHours(6)));

  public BurnAlert {
    severity = severity == null ? Severity.CRITICAL : severity;
    if (longWindow == null || longWindow.compareTo(Duration.ofMinutes(2)) < 0) {
      throw new InvalidFieldException("longWindow", "is required: at least 2m");
    }
    if (shortWindow == null) {
      shortWindow = Duration.ofMinutes(Math.max(1, longWindow.toMinutes() / 12));
    }
    if (shortWindow.isZero() || shortWindow.compareTo(longWindow) >= 0) {
      throw new InvalidFieldException("shortWindow", "must be shorter than longWindow");
    }
    if ((factor == null) == (budgetShare == null)) {
      throw new InvalidFieldException("factor", "give either factor or budgetShare");
    }
    if (budgetShare != null && !(budgetShare > 0 && budgetShare <= 1)) {
      throw new InvalidFieldException("budgetShare", "must be over 0 and at most 1");
    }
    hold = hold == null ? shortWindow : hold;
  }

  private static BurnAlert share(Severity severity, double share, Duration big, Duration small) {
    return new BurnAlert(severity, null, share, big, small, null);
  }

  /** The factor for an objective's period. */
  public double factor(Duration period) {
    return factor != null
        ? factor
        : budgetShare * ((double) period.toMillis() / longWindow.toMillis());
  }

  /**
   * The usual four, without those that could not fire: page 14.4 (1 h and 5 min), page 6 (6 h and
   * 30 min), ticket 3 (1 d and 2 h), ticket 1 (3 d and 6 h) at 30 days, and as much of the budget
   * at another period.
   */
  static List<BurnAlert> defaults(Duration period, Duration measurement, double target) {
    List<BurnAlert> usable = new ArrayList<>();
    for (BurnAlert each : DEFAULTS) {
      if (each.wrong(period, measurement, target, each == DEFAULTS.get(3)) == null) {
        usable.add(each);
      }
    }
    return List.copyOf(usable);
  }

  /**
   * Why it can never mean anything for such an objective, or null.
   *
   * @param slowest whether it is the one with the longest window, whose factor may be down to 0.9
   */
  Rejected wrong(Duration period, Duration measurement, double target, boolean slowest) {
    if (longWindow.compareTo(period) > 0) {
      return new Rejected("longWindow", "must be at most the objective's period");
    }
    if (shortWindow.toMillis() % measurement.toMillis() != 0
        || longWindow.toMillis() % measurement.toMillis() != 0) {
      return new Rejected("shortWindow", "windows must be multiples of measurement");
    }
    double least = slowest ? 0.9 : 1;
    double most = 1 / (1 - target);
    double rate = factor(period);
    return rate > least && rate < most * (1 - 1e-9)
        ? null
        : new Rejected(
            "factor",
            String.format(
                Locale.ROOT,
                "is %.4g, but must be over %s and under 1 / (1 - target) = %.4g: it could never fire, or never stop",
                rate,
                least == 1 ? "1" : "0.9",
                most));
  }
}

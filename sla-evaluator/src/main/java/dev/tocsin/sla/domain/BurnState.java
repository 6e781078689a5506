package dev.tocsin.sla.domain;

import dev.tocsin.events.BurnAlert;
import dev.tocsin.events.Flapping;
import dev.tocsin.events.Flaps;
import dev.tocsin.events.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the burn alerts of one objective stand for one service: a pure state machine. Each by
 * itself fires when the pace is fast, and clears when the short window has stayed under the factor
 * for its hold time; the most severe one that fires is what is told, as one alert.
 *
 * @param fingerprint of the objective's definition
 * @param active by burn alert, whether it fires
 * @param since by burn alert, since when the short window stays under the factor; null when not
 * @param severity what fires, or null
 * @param startsAt when it began to fire, event time
 * @param newest the newest event time that it was judged at
 * @param flaps how often it came and went
 */
public record BurnState(
    long fingerprint,
    List<Boolean> active,
    List<Long> since,
    Severity severity,
    long startsAt,
    long newest,
    Flaps flaps) {

  /** Nothing fires. */
  public static BurnState quiet(Objective objective) {
    int alerts = objective.spec().burnAlerts().size();
    return new BurnState(
        objective.fingerprint(),
        Collections.nCopies(alerts, false),
        Collections.nCopies(alerts, null),
        null,
        0,
        0,
        Flaps.NONE);
  }

  /** Whether there is nothing to remember. */
  public boolean quiet() {
    return severity == null && !flaps.pending();
  }

  /** Whether time alone can change anything. */
  public boolean pending() {
    return flaps.pending() || since.stream().anyMatch(each -> each != null);
  }

  /** The same under another definition: what fires goes on until the new one clears it. */
  public BurnState under(Objective objective) {
    if (fingerprint == objective.fingerprint()) {
      return this;
    }
    BurnState quiet = quiet(objective);
    List<Boolean> still = new ArrayList<>();
    for (BurnAlert each : objective.spec().burnAlerts()) {
      still.add(severity != null && each.severity().compareTo(severity) <= 0);
    }
    return new BurnState(quiet.fingerprint, still, quiet.since, severity, startsAt, newest, flaps);
  }

  /**
   * Takes how fast the budget is spent now.
   *
   * @param paces by burn alert
   * @param at event time
   */
  public BurnState take(Objective objective, List<BurnPace> paces, long at) {
    return next(objective, paces, Math.max(at, newest));
  }

  /** Lets event time pass: the newest pace still holds. */
  public BurnState pass(Objective objective, long watermark) {
    return pending() && watermark > newest ? next(objective, null, watermark) : this;
  }

  private BurnState next(Objective objective, List<BurnPace> paces, long now) {
    List<BurnAlert> alerts = objective.spec().burnAlerts();
    List<Boolean> fires = new ArrayList<>();
    List<Long> under = new ArrayList<>();
    Severity worst = null;
    for (int i = 0; i < alerts.size(); i++) {
      BurnPace pace = paces == null ? BurnPace.UNKNOWN : paces.get(i);
      Long from = active.get(i) ? under(pace, since.get(i), now) : null;
      boolean over = from != null && now - from >= alerts.get(i).hold().toMillis();
      boolean firing = pace == BurnPace.FAST || active.get(i) && !over;
      fires.add(firing);
      under.add(firing ? from : null);
      Severity own = alerts.get(i).severity();
      worst = firing && (worst == null || own.compareTo(worst) > 0) ? own : worst;
    }
    Flapping flapping = objective.spec().flapping();
    Flaps next = flaps.next(flapping, severity, worst, now);
    boolean begins = severity == null && worst != null && !flaps.flapping();
    return new BurnState(fingerprint, fires, under, worst, begins ? now : startsAt, now, next);
  }

  /** Since when it is under the factor; what nobody knows neither begins nor ends that. */
  private static Long under(BurnPace pace, Long since, long now) {
    return switch (pace) {
      case FAST, BRIEF -> null;
      case SLOW -> since == null ? (Long) now : since;
      case UNKNOWN -> since;
    };
  }

  /** What an alert has to say after {@code before}, or null when nothing. */
  public String changeSince(BurnState before) {
    return flaps.change(before.flaps, before.severity, severity);
  }

  /** The first of the most severe burn alerts that fire, or -1. */
  int leading(List<BurnAlert> alerts) {
    for (int i = 0; i < alerts.size(); i++) {
      if (active.get(i) && alerts.get(i).severity() == severity) {
        return i;
      }
    }
    return -1;
  }
}

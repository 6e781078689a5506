package dev.tocsin.sla.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Holds incidents against the agreements. What has to be said now is worked out anew each time and
 * compared with what was said: so a breach begins at its deadline, ends with what was missing, and
 * is taken back when later knowledge says that all was in time.
 */
public final class IncidentDesk {
  private final IncidentState state;
  private final IncidentEvent event;
  private final long watermark;
  private final Map<String, Promise> promises = new TreeMap<>();
  private final List<Violation> violations = new ArrayList<>();
  private final List<Alert> alerts = new ArrayList<>();

  private IncidentDesk(IncidentState state, List<Agreement> agreements, long now) {
    this.state = state;
    this.event = state.event();
    this.watermark = state.watermark(now);
    for (Agreement agreement : agreements) {
      if (agreement.appliesTo(event)) {
        Promise.of(agreement, state).forEach(each -> promises.put(each.key(), each));
      }
    }
  }

  /**
   * Judges an incident.
   *
   * @param agreements those in force
   * @param now the wall clock
   */
  public static Outcome judge(IncidentState state, List<Agreement> agreements, long now) {
    return new IncidentDesk(state, agreements, now).judge();
  }

  private Outcome judge() {
    Map<String, Alert> risks = risks();
    Map<String, Violation> breaches = breaches();
    List<Long> deadlines = new ArrayList<>();
    for (Promise promise : promises.values()) {
      Long next = promise.broken(watermark) ? null : promise.next(watermark);
      if (next != null) {
        deadlines.add(next);
      }
    }
    IncidentState is =
        new IncidentState(
            event,
            state.course(),
            state.seenAt(),
            watermark,
            breaches,
            risks,
            open(),
            state.rows());
    return new Outcome(is, violations, alerts, deadlines);
  }

  /** Which promises are at risk now; tells what is new and what is over. */
  private Map<String, Alert> risks() {
    Map<String, Alert> risks = new TreeMap<>();
    List<Alert> news = new ArrayList<>();
    promises.forEach(
        (key, promise) -> {
          if (promise.atRisk(watermark)) {
            Alert was = state.risks().get(key);
            Alert is = IncidentAlerts.atRisk(promise, watermark);
            boolean known =
                was != null
                    && was.fingerprint().equals(is.fingerprint())
                    && was.annotations().equals(is.annotations());
            risks.put(key, known ? was : is);
            if (!known) {
              news.add(is);
            }
          }
        });
    state
        .risks()
        .forEach(
            (key, was) -> {
              Alert is = risks.get(key);
              if (is == null || !is.fingerprint().equals(was.fingerprint())) {
                alerts.add(over(was, promises.get(key), is != null));
              }
            });
    alerts.addAll(news);
    return risks;
  }

  private Alert over(Alert was, Promise promise, boolean moved) {
    if (moved) {
      return was.resolved(Math.max(watermark, was.startsAt()), "moved");
    }
    if (promise != null && promise.broken(watermark)) {
      long at = promise.due() == null ? watermark : promise.due();
      return was.resolved(Math.max(at, was.startsAt()), "breached");
    }
    if (promise != null && promise.done() != null && event.slaMet() == null) {
      return was.resolved(Math.max(promise.done(), was.startsAt()), "resolved");
    }
    return was.resolved(Math.max(watermark, was.startsAt()), "corrected");
  }

  /** What was ever broken; tells what is new, what has changed and what is taken back. */
  private Map<String, Violation> breaches() {
    Map<String, Violation> breaches = new TreeMap<>(state.breaches());
    state
        .breaches()
        .forEach(
            (key, was) -> {
              Promise promise = promises.get(key);
              if (!was.withdrawn() && (promise == null || !promise.broken(watermark))) {
                breaches.put(key, withdraw(was));
              }
            });
    promises.forEach(
        (key, promise) -> {
          if (promise.broken(watermark)) {
            Violation was = state.breaches().get(key);
            Violation is = promise.violation(was);
            if (!same(was, is)) {
              breaches.put(key, is);
              violations.add(is);
              tell(was, is);
            }
          }
        });
    return breaches;
  }

  private Violation withdraw(Violation was) {
    Violation is = Violations.withdrawn(was, Math.max(watermark, was.began()), null);
    violations.add(is);
    if (was.ended() == null) {
      alerts.add(IncidentAlerts.broken(was, event, watermark).resolved(is.ended(), "corrected"));
    }
    return is;
  }

  private void tell(Violation was, Violation is) {
    boolean ongoing = was != null && was.ended() == null && !was.withdrawn();
    boolean news = was == null || was.withdrawn() || was.ended() != null && is.ended() == null;
    Alert alert = IncidentAlerts.broken(is, event, watermark);
    if (news || ongoing && is.ended() == null) {
      alerts.add(alert);
    }
    if (is.ended() != null && (news || ongoing)) {
      alerts.add(alert.resolved(is.ended(), "resolved"));
    }
  }

  private static boolean same(Violation was, Violation is) {
    return was != null
        && !was.withdrawn()
        && was.began() == is.began()
        && Objects.equals(was.ended(), is.ended())
        && was.severity().equals(is.severity())
        && was.service().equals(is.service());
  }

  /** The incident's own alert: fires while it is open. */
  private Alert open() {
    Alert was = state.alert();
    if (event.closed()) {
      if (was != null) {
        long end = event.resolvedAt() == null ? event.timestamp() : event.resolvedAt();
        alerts.add(was.resolved(Math.max(end, was.startsAt()), "resolved"));
      }
      return null;
    }
    long start = event.startedAt() != null ? event.startedAt() : event.timestamp();
    Alert is =
        IncidentAlerts.open(
            event, was == null ? start : was.startsAt(), Math.max(start, event.timestamp()));
    if (was != null && !was.fingerprint().equals(is.fingerprint())) {
      alerts.add(was.resolved(Math.max(event.timestamp(), was.startsAt()), "moved"));
    }
    if (was == null
        || !was.fingerprint().equals(is.fingerprint())
        || was.severity() != is.severity()) {
      alerts.add(is);
      return is;
    }
    return was;
  }

  /**
   * What follows.
   *
   * @param state the incident from now on
   * @param violations what changed
   * @param alerts what has to be told, in this order
   * @param deadlines event times at which it has to be looked at again
   */
  public record Outcome(
      IncidentState state, List<Violation> violations, List<Alert> alerts, List<Long> deadlines) {}
}

package dev.tocsin.sla.domain;

import dev.tocsin.events.AgreementSpec;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.Severity;
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
  private static final String NAME = "Incident";

  private IncidentDesk() {}

  /**
   * Judges an incident.
   *
   * @param agreements those in force
   * @param now the wall clock
   */
  public static Outcome judge(
      IncidentState state, List<Declared<AgreementSpec>> agreements, long now) {
    long watermark = state.watermark(now);
    IncidentEvent event = state.event();
    List<Violation> violations = new ArrayList<>();
    List<Alert> alerts = new ArrayList<>();
    Map<String, Violation> breaches = new TreeMap<>(state.breaches());
    List<Long> deadlines = new ArrayList<>();
    Map<String, Breach> promises = new TreeMap<>();
    for (Declared<AgreementSpec> agreement : agreements) {
      if (agreement.spec().appliesTo(event.service())) {
        Breach.of(agreement, event).forEach(each -> promises.put(each.key(), each));
      }
    }
    state
        .breaches()
        .forEach(
            (key, was) -> {
              Breach promise = promises.get(key);
              if (!was.withdrawn() && (promise == null || !promise.broken(watermark))) {
                breaches.put(key, withdraw(was, watermark, event, violations, alerts));
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
              tell(was, is, promise, watermark, alerts);
            }
          } else if (promise.open() != null) {
            deadlines.add(promise.open());
          }
        });
    Alert own = own(state, alerts, watermark);
    return new Outcome(
        new IncidentState(event, state.seenAt(), watermark, breaches, own, state.rows()),
        violations,
        alerts,
        deadlines);
  }

  private static Violation withdraw(
      Violation was,
      long watermark,
      IncidentEvent event,
      List<Violation> violations,
      List<Alert> alerts) {
    Violation is = Violations.withdrawn(was, Math.max(watermark, was.began()), null);
    violations.add(is);
    if (was.ended() == null) {
      alerts.add(breach(was, event, watermark).resolved(is.ended(), "corrected"));
    }
    return is;
  }

  private static void tell(
      Violation was, Violation is, Breach promise, long watermark, List<Alert> alerts) {
    boolean ongoing = was != null && was.ended() == null && !was.withdrawn();
    boolean news = was == null || was.withdrawn() || was.ended() != null && is.ended() == null;
    Alert alert = breach(is, promise.event(), watermark);
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

  /** The alert of a broken promise. */
  private static Alert breach(Violation violation, IncidentEvent event, long at) {
    Severity severity = Breach.alertSeverity(event.severity());
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(
        "summary", "Incident " + event.incidentId() + " breaks " + violation.objective());
    annotations.put("description", violation.reason());
    annotations.put("violation", violation.id());
    return Alert.firing(
        "incident",
        violation.objective(),
        violation.service(),
        severity == Severity.INFO ? Severity.WARNING : severity,
        Map.of("incident", event.incidentId(), "violation", violation.id()),
        annotations,
        violation.began(),
        Math.max(at, violation.began()));
  }

  /** The incident's own alert: fires while it is open. */
  private static Alert own(IncidentState state, List<Alert> alerts, long watermark) {
    IncidentEvent event = state.event();
    Alert was = state.alert();
    if (event.closed()) {
      if (was != null) {
        long end = event.resolvedAt() == null ? event.timestamp() : event.resolvedAt();
        alerts.add(was.resolved(Math.max(end, was.startsAt()), "resolved"));
      }
      return null;
    }
    long start = event.startedAt() != null ? event.startedAt() : event.timestamp();
    Map<String, String> annotations = new TreeMap<>();
    annotations.put("summary", "Incident " + event.incidentId() + " of " + event.service());
    annotations.put("state", event.state());
    if (event.team() != null) {
      annotations.put("team", event.team());
    }
    Alert is =
        Alert.firing(
            "incident",
            NAME,
            event.service(),
            Breach.alertSeverity(event.severity()),
            Map.of("incident", event.incidentId()),
            annotations,
            was == null ? start : was.startsAt(),
            Math.max(start, event.timestamp()));
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

package dev.tocsin.sla.domain;

import dev.tocsin.events.AgreementSpec;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Durations;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Violation;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is told about incidents: that one is open, that a promise is at risk, that it is broken. The
 * last two carry the agreement's name, the violation's id and the label {@code phase}.
 */
final class IncidentAlerts {
  private static final String SOURCE = "incident";
  private static final String OPEN = "Incident";

  private IncidentAlerts() {}

  /** The incident is open, since {@code startsAt}. */
  static Alert open(IncidentEvent event, long startsAt, long updatedAt) {
    Map<String, String> annotations = new TreeMap<>();
    annotations.put("summary", "Incident " + event.incidentId() + " of " + event.service());
    annotations.put("state", event.state());
    if (event.team() != null) {
      annotations.put("team", event.team());
    }
    return Alert.firing(
        SOURCE,
        OPEN,
        event.service(),
        severity(event),
        Map.of("incident", event.incidentId()),
        annotations,
        startsAt,
        updatedAt);
  }

  /** Most of a promised time is used up. */
  static Alert atRisk(Promise promise, long watermark) {
    IncidentEvent event = promise.event();
    String agreement = promise.agreement().name();
    Violation ahead = promise.violation(null);
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(
        "summary", "Incident " + event.incidentId() + " is about to break " + agreement);
    annotations.put(
        "description",
        "no %s after %s of %s"
            .formatted(
                promise.target().json(),
                Durations.format(promise.risk()),
                Durations.format(promise.promised())));
    annotations.put("violation", ahead.id());
    if (promise.due() != null) {
      annotations.put("deadline", Instant.ofEpochMilli(promise.due()).toString());
    }
    return Alert.firing(
        SOURCE,
        agreement,
        event.service(),
        Severity.WARNING,
        Map.of("incident", event.incidentId(), "violation", ahead.id(), "phase", "at-risk"),
        annotations,
        promise.riskAt(),
        Math.max(watermark, promise.riskAt()));
  }

  /** A promise is broken. */
  static Alert broken(Violation violation, IncidentEvent event, long watermark) {
    Severity severity = severity(event);
    Map<String, String> annotations = new TreeMap<>();
    annotations.put(
        "summary", "Incident " + event.incidentId() + " breaks " + violation.objective());
    annotations.put("description", violation.reason());
    annotations.put("violation", violation.id());
    return Alert.firing(
        SOURCE,
        violation.objective(),
        violation.service(),
        severity == Severity.INFO ? Severity.WARNING : severity,
        Map.of("incident", event.incidentId(), "violation", violation.id(), "phase", "breached"),
        annotations,
        violation.began(),
        Math.max(watermark, violation.began()));
  }

  private static Severity severity(IncidentEvent event) {
    return switch (AgreementSpec.level(event.severity())) {
      case "critical", "high" -> Severity.CRITICAL;
      case "low" -> Severity.INFO;
      default -> Severity.WARNING;
    };
  }
}

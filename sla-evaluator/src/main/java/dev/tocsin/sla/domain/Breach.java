package dev.tocsin.sla.domain;

import dev.tocsin.events.AgreementSpec;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.Durations;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Violation;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One promised time of one agreement, held against an incident: detection or resolution.
 *
 * @param agreement the agreement's name
 * @param target what has to happen
 * @param event the incident
 * @param promise the promised time, or null when this severity has none
 */
record Breach(String agreement, Target target, IncidentEvent event, Duration promise) {

  /** What has to happen in time. */
  enum Target {
    DETECTION,
    RESOLUTION;

    String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Stream<Breach> of(Declared<AgreementSpec> agreement, IncidentEvent event) {
    AgreementSpec.Times times = agreement.spec().target(event.severity());
    return Stream.of(
        new Breach(
            agreement.name(), Target.DETECTION, event, times == null ? null : times.detection()),
        new Breach(
            agreement.name(), Target.RESOLUTION, event, times == null ? null : times.resolution()));
  }

  String key() {
    return agreement + "/" + target.json();
  }

  /** The deadline, event time; null when nothing was promised or nobody knows when it started. */
  Long due() {
    return promise == null || event.startedAt() == null
        ? null
        : Long.valueOf(event.startedAt() + promise.toMillis());
  }

  /** When it happened, or null; whoever acknowledges or ends an incident has detected it. */
  Long done() {
    Long end = event.resolvedAt();
    if (end == null && event.closed()) {
      end = event.timestamp();
    }
    if (target == Target.RESOLUTION) {
      return end;
    }
    return Stream.of(event.detectedAt(), event.acknowledgedAt(), event.mitigatedAt(), end)
        .filter(each -> each != null)
        .findFirst()
        .orElse(null);
  }

  /** The deadline if it is still to be watched, otherwise null. */
  Long open() {
    return event.slaMet() == null && done() == null ? due() : null;
  }

  /** Whether the promise is broken when the incident's event time is there. */
  boolean broken(long watermark) {
    if (event.slaMet() != null) {
      // The source's own verdict wins, and it is about the incident as a whole.
      return target == Target.RESOLUTION && !event.slaMet();
    }
    if (due() == null) {
      return false;
    }
    return done() != null ? done() > due() : watermark >= due();
  }

  /** The violation as it has to be said now, under the revision after {@code was}. */
  Violation violation(Violation was) {
    long began = due() != null ? due() : event.timestamp();
    Long ended = done() == null ? null : Long.valueOf(Math.max(began, done()));
    return new Violation(
        Identity.of(agreement, event.incidentId(), target.json()),
        agreement,
        event.service(),
        harm().json(),
        began,
        ended,
        false,
        event.incidentId(),
        reason(),
        null,
        was == null ? 1 : was.revision() + 1);
  }

  private String reason() {
    String level = AgreementSpec.level(event.severity());
    if (event.slaMet() != null) {
      return "the source says that the agreement was not met (severity " + level + ")";
    }
    return "no %s within %s of the start (severity %s)"
        .formatted(target.json(), Durations.format(promise), level);
  }

  private Harm harm() {
    return switch (AgreementSpec.level(event.severity())) {
      case "critical" -> Harm.CRITICAL;
      case "high" -> Harm.HIGH;
      case "low" -> Harm.LOW;
      default -> Harm.MEDIUM;
    };
  }

  /** The severity of alerts about an incident. */
  static Severity alertSeverity(String severity) {
    return switch (AgreementSpec.level(severity)) {
      case "critical", "high" -> Severity.CRITICAL;
      case "low" -> Severity.INFO;
      default -> Severity.WARNING;
    };
  }
}

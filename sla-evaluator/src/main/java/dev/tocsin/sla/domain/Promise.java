package dev.tocsin.sla.domain;

import dev.tocsin.events.AgreementSpec;
import dev.tocsin.events.Durations;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.domain.WorkingTime.Span;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One promised time of one agreement, held against an incident. All times are event time, epoch
 * milliseconds.
 *
 * @param agreement the agreement
 * @param target what has to happen
 * @param event the incident
 * @param promised the promised time, or null when this severity has none
 * @param due the deadline; null when nothing was promised, nobody knows when the time began, or it
 *     stands still
 * @param riskAt when the share of the time that is a risk will be used up; null like {@code due}
 * @param done when it happened, or null
 * @param taken the time it took by the agreement's clock; null until it happened or without a start
 */
record Promise(
    Agreement agreement,
    Target target,
    IncidentEvent event,
    Duration promised,
    Long due,
    Long riskAt,
    Long done,
    Duration taken) {

  /** What has to happen in time. */
  enum Target {
    DETECTION,
    ACKNOWLEDGEMENT,
    RESOLUTION;

    String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Stream<Promise> of(Agreement agreement, IncidentState state) {
    List<Span> pauses = state.course().pauses(agreement.spec()::pausedIn);
    return Stream.of(Target.values()).map(target -> of(agreement, target, state, pauses));
  }

  private static Promise of(
      Agreement agreement, Target target, IncidentState state, List<Span> pauses) {
    IncidentEvent event = state.event();
    Duration promised = promised(agreement.spec().target(event.severity()), target);
    Long start = target == Target.ACKNOWLEDGEMENT ? event.detectedAt() : event.startedAt();
    Long done = done(target, state);
    Long due = null;
    Long riskAt = null;
    Duration taken = null;
    if (promised != null && start != null) {
      due = agreement.time().deadline(start, promised, pauses);
      riskAt = agreement.time().deadline(start, risk(agreement, promised), pauses);
      taken = done == null ? null : agreement.time().between(start, done, pauses);
    }
    return new Promise(agreement, target, event, promised, due, riskAt, done, taken);
  }

  private static Duration promised(AgreementSpec.Times times, Target target) {
    if (times == null) {
      return null;
    }
    return switch (target) {
      case DETECTION -> times.detection();
      case ACKNOWLEDGEMENT -> times.acknowledgement();
      case RESOLUTION -> times.resolution();
    };
  }

  private static Duration risk(Agreement agreement, Duration promised) {
    return Duration.ofMillis((long) (promised.toMillis() * agreement.spec().atRisk()));
  }

  /** How much of the promised time may be used up before it is a risk. */
  Duration risk() {
    return risk(agreement, promised);
  }

  /** Whoever ends an incident has taken it, and whoever has taken it knows of it. */
  private static Long done(Target target, IncidentState state) {
    IncidentEvent event = state.event();
    Long end = event.resolvedAt() != null ? event.resolvedAt() : state.course().closedAt();
    Stream<Long> points =
        switch (target) {
          case DETECTION ->
              Stream.of(event.detectedAt(), event.acknowledgedAt(), event.mitigatedAt(), end);
          case ACKNOWLEDGEMENT -> Stream.of(event.acknowledgedAt(), event.mitigatedAt(), end);
          case RESOLUTION -> Stream.of(end);
        };
    return points.filter(each -> each != null).findFirst().orElse(null);
  }

  String key() {
    return agreement.name() + "/" + target.json();
  }

  /** When it has to be looked at again if nothing else happens, or null. */
  Long next(long watermark) {
    if (event.slaMet() != null || done != null) {
      return null;
    }
    return riskAt != null && watermark < riskAt ? riskAt : due;
  }

  /** Whether it is still open and most of its time is used up, at the incident's event time. */
  boolean atRisk(long watermark) {
    return event.slaMet() == null
        && done == null
        && riskAt != null
        && watermark >= riskAt
        && !broken(watermark);
  }

  /** Whether the promise is broken when the incident's event time is there. */
  boolean broken(long watermark) {
    if (event.slaMet() != null) {
      // The source's own verdict wins, and it is about the incident as a whole.
      return target == Target.RESOLUTION && !event.slaMet();
    }
    if (due == null) {
      return false;
    }
    return done != null ? done > due : watermark >= due;
  }

  /** The violation as it has to be said now, under the revision after {@code was}. */
  Violation violation(Violation was) {
    long began = due != null ? due : event.timestamp();
    Long ended = done == null ? null : Long.valueOf(Math.max(began, done));
    return new Violation(
        Identity.of(agreement.name(), event.incidentId(), target.json()),
        agreement.name(),
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
    return "no %s within %s of the %s (severity %s)%s"
        .formatted(
            target.json(),
            Durations.format(promised),
            target == Target.ACKNOWLEDGEMENT ? "detection" : "start",
            level,
            taken == null ? "" : ": it took " + Durations.format(taken));
  }

  private Harm harm() {
    return switch (AgreementSpec.level(event.severity())) {
      case "critical" -> Harm.CRITICAL;
      case "high" -> Harm.HIGH;
      case "low" -> Harm.LOW;
      default -> Harm.MEDIUM;
    };
  }
}

package dev.tocsin.report.projection;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.Definition;
import dev.tocsin.events.EventReader;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Parsed;
import dev.tocsin.events.Rejected;
import dev.tocsin.events.Score;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Topics;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import dev.tocsin.report.projection.Source.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Header;

/** Every topic that is projected, and what its records become. */
final class Sources {
  private final Topics topics;
  private final EventReader<IncidentEvent> incidentReader;
  private final Clock clock;

  Sources(Topics topics, Duration maxClockSkew, Clock clock) {
    this.topics = topics;
    this.incidentReader = EventReader.incidents(maxClockSkew);
    this.clock = clock;
  }

  List<Source> all() {
    return List.of(
        new Source(topics.definitions().name(), true, this::definition),
        new Source(topics.slices().name(), true, this::slice),
        new Source(topics.verdicts().name(), true, this::verdict),
        new Source(topics.violations().name(), true, this::violation),
        new Source(topics.scores().name(), true, this::score),
        new Source(topics.notifications().name(), true, this::notification),
        new Source(topics.alerts().name(), false, this::alert),
        new Source(topics.commands().name(), false, this::command),
        new Source(topics.incidents().name(), false, this::incidents),
        new Source(topics.deadLetters().name(), false, this::deadLetter));
  }

  private void definition(Origin origin, Batch to, Consumer<Refused> refused) {
    String key = origin.record().key();
    int slash = key == null ? -1 : key.indexOf('/');
    if (slash < 0) {
      throw new InvalidFieldException("key", "must be kind/name");
    }
    if (origin.record().value() == null) {
      to.add(
          Tables.DEFINITION,
          key.substring(0, slash),
          key.substring(slash + 1),
          0L,
          true,
          null,
          origin.arrival(),
          origin.recordedAt());
      return;
    }
    Definition value = read(origin, Definition.class);
    if (!value.key().equals(key)) {
      throw new InvalidFieldException("key", "must be the definition's kind/name");
    }
    to.add(
        Tables.DEFINITION,
        value.kind().json(),
        value.name(),
        value.version(),
        false,
        text(Json.write(value)),
        origin.arrival(),
        origin.recordedAt());
    to.add(Tables.DEFINITION_VERSION, value.kind().json(), value.name(), value.version());
    try {
      // It is listed, so that people can see and mend it; the services leave it out.
      value.validate();
    } catch (InvalidFieldException e) {
      refused.accept(new Refused(origin, 0, e.rejected()));
    }
  }

  private void slice(Origin origin, Batch to, Consumer<Refused> refused) {
    Slice value = read(origin, Slice.class);
    require("service", value.service());
    require("latency", value.latency());
    if (value.errors() < 0 || value.errors() > value.count()) {
      throw new InvalidFieldException("errors", "must be from 0 to count");
    }
    to.add(
        Tables.SLICE,
        value.service(),
        orEmpty(value.operation()),
        orEmpty(value.region()),
        orEmpty(value.deviceType()),
        value.start(),
        value.count(),
        value.errors(),
        value.latencySumMs(),
        value.latency().toBytes(),
        value.closed(),
        origin.rank(value.revision()),
        origin.recordedAt());
  }

  private void verdict(Origin origin, Batch to, Consumer<Refused> refused) {
    Verdict value = read(origin, Verdict.class);
    require("objective", value.objective());
    require("service", value.service());
    require("status", value.status());
    byte[] json = Json.write(value);
    for (Table table : List.of(Tables.VERDICT, Tables.VERDICT_CURRENT)) {
      to.add(
          table,
          value.objective(),
          value.service(),
          value.periodEnd(),
          value.status().name(),
          text(json),
          origin.rank(value.revision()),
          origin.recordedAt());
    }
    to.tell("verdict", List.of(value.objective(), value.service()), json);
  }

  private void violation(Origin origin, Batch to, Consumer<Refused> refused) {
    Violation value = read(origin, Violation.class);
    require("id", value.id());
    require("objective", value.objective());
    require("service", value.service());
    require("severity", value.severity());
    byte[] json = Json.write(value);
    to.add(
        Tables.VIOLATION,
        value.id(),
        value.objective(),
        value.service(),
        value.severity(),
        value.began(),
        value.ended(),
        value.withdrawn(),
        value.incidentId(),
        text(json),
        origin.rank(value.revision()),
        origin.recordedAt());
    to.tell("violation", value.id(), json);
  }

  private void score(Origin origin, Batch to, Consumer<Refused> refused) {
    Score value = read(origin, Score.class);
    require("entity", value.entity());
    require("service", value.service());
    byte[] json = Json.write(value);
    for (Table table : List.of(Tables.SCORE, Tables.SCORE_CURRENT)) {
      to.add(
          table,
          value.entity(),
          value.windowEnd(),
          value.service(),
          value.risk(),
          text(json),
          origin.arrival(),
          origin.recordedAt());
    }
    to.tell("score", value.entity(), json);
  }

  private void alert(Origin origin, Batch to, Consumer<Refused> refused) {
    Alert value = read(origin, Alert.class);
    require("fingerprint", value.fingerprint());
    require("status", value.status());
    require("service", value.service());
    byte[] json = Json.write(value);
    to.add(
        Tables.ALERT,
        value.fingerprint(),
        value.status().name(),
        value.service(),
        value.startsAt(),
        value.updatedAt(),
        origin.recordedAt(),
        text(json),
        origin.arrival(),
        origin.recordedAt());
    to.tell("alert", value.fingerprint(), json);
  }

  private void command(Origin origin, Batch to, Consumer<Refused> refused) {
    Command value = read(origin, Command.class);
    require("target", value.target());
    require("action", value.action());
    require("actor", value.actor());
    to.add(
        Tables.COMMAND,
        origin.record().partition(),
        origin.arrival(),
        value.target(),
        value.action().name(),
        value.actor(),
        value.at(),
        value.reason(),
        value.until(),
        origin.recordedAt());
  }

  private void notification(Origin origin, Batch to, Consumer<Refused> refused) {
    Notification value = read(origin, Notification.class);
    require("id", value.id());
    require("decision", value.decision());
    to.add(
        Tables.NOTIFICATION,
        value.id(),
        value.fingerprint(),
        value.receiver(),
        value.decision().name(),
        value.at(),
        text(Json.write(value)),
        origin.arrival(),
        origin.recordedAt());
  }

  private void incidents(Origin origin, Batch to, Consumer<Refused> refused) {
    var read = incidentReader.read(origin.record().value(), clock.millis());
    if (read.unreadable() != null) {
      refused.accept(new Refused(origin, 0, read.unreadable()));
    }
    for (Parsed<IncidentEvent> each : read.events()) {
      if (each.accepted()) {
        incident(each.event(), origin, to);
      } else {
        refused.accept(new Refused(origin, each.position(), each.rejected()));
      }
    }
  }

  private static void incident(IncidentEvent value, Origin origin, Batch to) {
    byte[] json = Json.write(value);
    to.add(
        Tables.INCIDENT,
        value.incidentId(),
        value.timestamp(),
        origin.arrival(),
        value.service(),
        value.severity(),
        value.rootCause(),
        value.team(),
        value.category(),
        value.startedAt() == null ? value.timestamp() : value.startedAt(),
        value.startedAt(),
        value.detectedAt(),
        value.acknowledgedAt(),
        value.resolvedAt(),
        value.closed(),
        value.slaMet(),
        text(json),
        origin.recordedAt());
    to.tell("incident", value.incidentId(), json);
  }

  private void deadLetter(Origin origin, Batch to, Consumer<Refused> refused) {
    to.add(
        Tables.DEAD_LETTER,
        origin.record().partition(),
        origin.arrival(),
        header(origin, DeadLetter.TOPIC),
        header(origin, DeadLetter.FIELD),
        header(origin, DeadLetter.REASON),
        origin.recordedAt());
  }

  private static <T> T read(Origin origin, Class<T> type) {
    byte[] value = origin.record().value();
    T read = value == null ? null : Json.read(value, type);
    if (read == null) {
      throw new InvalidFieldException("", "is empty: must be a " + type.getSimpleName());
    }
    return read;
  }

  private static void require(String field, Object value) {
    if (value == null) {
      throw new InvalidFieldException(field, "is required");
    }
  }

  private static String orEmpty(String value) {
    return value == null ? "" : value;
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  private static String header(Origin origin, String name) {
    Header header = origin.record().headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** What cannot be stored is refused with this reason. */
  static Rejected unstorable(String sqlState) {
    return new Rejected("", "cannot be stored: SQL state " + sqlState);
  }
}

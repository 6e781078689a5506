package dev.tocsin.report.projection;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Rejected;
import dev.tocsin.events.ReplayName;
import dev.tocsin.events.Score;
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
  /** The channel of receivers who look at the dashboard: their pages are live events. */
  private static final String DASHBOARD = "dashboard";

  private Sources() {}

  /**
   * The sources.
   *
   * @param maxClockSkew how far ahead of the clock an incident event may be
   */
  static List<Source> all(Topics topics, Duration maxClockSkew, Clock clock) {
    return List.of(
        new Source(topics.definitions().name(), true, new DefinitionDecoder()),
        new Source(topics.slices().name(), true, Sources::slice),
        new Source(topics.verdicts().name(), true, Sources::verdict),
        new Source(topics.violations().name(), true, Sources::violation),
        new Source(topics.scores().name(), true, Sources::score),
        new Source(topics.notifications().name(), true, Sources::notification),
        new Source(topics.alerts().name(), false, Sources::alert),
        new Source(topics.commands().name(), false, Sources::command),
        new Source(topics.incidents().name(), false, new IncidentDecoder(maxClockSkew, clock)),
        new Source(topics.deadLetters().name(), false, Sources::deadLetter));
  }

  private static void slice(Origin origin, Batch to, Consumer<Refused> refused) {
    SliceFields value = Records.read(origin, SliceFields.class);
    Records.require("service", value.service());
    Records.require("latency", value.latency());
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
        value.latency().bytes(),
        value.closed(),
        origin.rank(value.revision()),
        origin.recordedAt());
  }

  private static void verdict(Origin origin, Batch to, Consumer<Refused> refused) {
    if (origin.record().value() == null) {
      return; // the compacted topic forgets a verdict; the history does not
    }
    Verdict value = Records.read(origin, Verdict.class);
    Records.require("objective", value.objective());
    Records.require("service", value.service());
    Records.require("status", value.status());
    byte[] json = Json.write(value);
    boolean replayed = ReplayName.is(value.objective());
    for (Table table :
        replayed ? List.of(Tables.VERDICT) : List.of(Tables.VERDICT, Tables.VERDICT_CURRENT)) {
      to.add(
          table,
          value.objective(),
          value.service(),
          value.periodEnd(),
          value.status().name(),
          Records.text(json),
          origin.rank(value.revision()),
          origin.recordedAt());
    }
    if (!replayed) {
      to.tell("verdict", List.of(value.objective(), value.service()), json);
    }
  }

  private static void violation(Origin origin, Batch to, Consumer<Refused> refused) {
    Violation value = Records.read(origin, Violation.class);
    Records.require("id", value.id());
    Records.require("objective", value.objective());
    Records.require("service", value.service());
    Records.require("severity", value.severity());
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
        Records.text(json),
        origin.rank(value.revision()),
        origin.recordedAt());
    if (!ReplayName.is(value.objective())) {
      to.tell("violation", value.id(), json);
    }
  }

  private static void score(Origin origin, Batch to, Consumer<Refused> refused) {
    Score value = Records.read(origin, Score.class);
    Records.require("entity", value.entity());
    Records.require("service", value.service());
    byte[] json = Json.write(value);
    for (Table table : List.of(Tables.SCORE, Tables.SCORE_CURRENT)) {
      to.add(
          table,
          value.entity(),
          value.windowEnd(),
          value.service(),
          value.risk(),
          Records.text(json),
          origin.arrival(),
          origin.recordedAt());
    }
    to.tell("score", value.entity(), json);
  }

  private static void alert(Origin origin, Batch to, Consumer<Refused> refused) {
    Alert value = Records.read(origin, Alert.class);
    Records.require("fingerprint", value.fingerprint());
    Records.require("status", value.status());
    Records.require("service", value.service());
    byte[] json = Json.write(value);
    to.add(
        Tables.ALERT,
        value.fingerprint(),
        value.status().name(),
        value.service(),
        value.startsAt(),
        value.updatedAt(),
        origin.recordedAt(),
        Records.text(json),
        origin.arrival(),
        origin.recordedAt());
    to.tell("alert", value.fingerprint(), json);
  }

  private static void command(Origin origin, Batch to, Consumer<Refused> refused) {
    Command value = Records.read(origin, Command.class);
    Records.require("target", value.target());
    Records.require("action", value.action());
    Records.require("actor", value.actor());
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

  private static void notification(Origin origin, Batch to, Consumer<Refused> refused) {
    Notification value = Records.read(origin, Notification.class);
    Records.require("id", value.id());
    Records.require("decision", value.decision());
    byte[] json = Json.write(value);
    to.add(
        Tables.NOTIFICATION,
        value.id(),
        value.notificationId(),
        value.fingerprint(),
        value.groupKey(),
        value.receiver(),
        value.decision().name(),
        value.at(),
        Records.text(json),
        origin.arrival(),
        origin.recordedAt());
    if (value.decision() == Decision.INTENDED && DASHBOARD.equals(value.channel())) {
      to.tell("page", value.notificationId(), json);
    }
  }

  private static void deadLetter(Origin origin, Batch to, Consumer<Refused> refused) {
    to.add(
        Tables.DEAD_LETTER,
        origin.record().partition(),
        origin.arrival(),
        header(origin, DeadLetter.TOPIC),
        header(origin, DeadLetter.FIELD),
        header(origin, DeadLetter.REASON),
        origin.recordedAt());
  }

  private static String orEmpty(String value) {
    return value == null ? "" : value;
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

package dev.tocsin.standalone.replay;

import static dev.tocsin.standalone.replay.FieldType.FLAG;
import static dev.tocsin.standalone.replay.FieldType.NUMBER;
import static dev.tocsin.standalone.replay.FieldType.TEXT;
import static dev.tocsin.standalone.replay.FieldType.TIME;
import static dev.tocsin.standalone.replay.FieldType.WHOLE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the ingest service takes: where to send it, and the fields that an event of it has. */
public enum EventKind {
  INCIDENTS(
      "/api/v1/incidents",
      List.of("timestamp", "incidentId"),
      fields(TIME, "timestamp", "startedAt", "detectedAt", "acknowledgedAt")
          .and(TIME, "mitigatedAt", "resolvedAt")
          .and(TEXT, "incidentId", "service", "severity", "state", "rootCause", "team", "category")
          .and(FLAG, "slaMet")),
  REQUESTS(
      "/api/v1/telemetry/requests",
      List.of("timestamp", "service", "latencyMs", "success"),
      fields(TIME, "timestamp")
          .and(TEXT, "service", "operation", "instance", "region", "deviceType", "id")
          .and(NUMBER, "latencyMs")
          .and(FLAG, "success")
          .and(WHOLE, "statusCode")
          .and(TEXT, "labels.*")),
  METRICS(
      "/api/v1/telemetry/metrics",
      List.of("timestamp", "service", "metrics.*"),
      fields(TIME, "timestamp")
          .and(TEXT, "service", "instance")
          .and(NUMBER, "metrics.*")
          .and(TEXT, "labels.*")),
  CHECKS(
      "/api/v1/telemetry/checks",
      List.of("timestamp", "service", "check", "up"),
      fields(TIME, "timestamp")
          .and(TEXT, "service", "check", "reason")
          .and(FLAG, "up")
          .and(NUMBER, "durationMs")
          .and(WHOLE, "intervalMs")),
  LOGS(
      "/api/v1/telemetry/logs",
      List.of("timestamp", "service", "level", "message"),
      fields(TIME, "timestamp")
          .and(TEXT, "service", "instance", "level", "message")
          .and(WHOLE, "count"));

  private final String path;
  private final List<String> required;
  private final Map<String, FieldType> types;

  EventKind(String path, List<String> required, Types types) {
    this.path = path;
    this.required = required;
    this.types = types.byName;
  }

  /** The resource that takes events of this kind. */
  public String path() {
    return path;
  }

  /** The fields without which the ingest service refuses an event; {@code x.*}: at least one. */
  List<String> required() {
    return required;
  }

  /** The names of all fields, {@code metrics.*} for any name within a group. */
  List<String> fields() {
    return List.copyOf(types.keySet());
  }

  /** The field of this name, {@code group.name} for one within a group; empty: there is none. */
  Optional<Field> field(String name) {
    FieldType plain = types.get(name);
    if (plain != null && !name.endsWith(".*")) {
      return Optional.of(new Field(null, name, plain));
    }
    int dot = name.indexOf('.');
    FieldType grouped = dot < 0 ? null : types.get(name.substring(0, dot) + ".*");
    return grouped == null || dot == name.length() - 1
        ? Optional.empty()
        : Optional.of(new Field(name.substring(0, dot), name.substring(dot + 1), grouped));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static Types fields(FieldType type, String... names) {
    return new Types().and(type, names);
  }

  private static final class Types {
    private final Map<String, FieldType> byName = new LinkedHashMap<>();

    Types and(FieldType type, String... names) {
      for (String name : names) {
        byName.put(name, type);
      }
      return this;
    }
  }
}

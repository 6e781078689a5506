package dev.tocsin.report.projection;

import static dev.tocsin.report.projection.ColumnType.BIGINT;
import static dev.tocsin.report.projection.ColumnType.BOOLEAN;
import static dev.tocsin.report.projection.ColumnType.BYTES;
import static dev.tocsin.report.projection.ColumnType.DOUBLE;
import static dev.tocsin.report.projection.ColumnType.INTEGER;
import static dev.tocsin.report.projection.ColumnType.TEXT;

/** The tables that the projection writes; the migration creates them. */
final class Tables {
  static final Table DEFINITION =
      Table.named("definition")
          .with(TEXT, "kind", "name")
          .key()
          .with(BIGINT, "version")
          .with(BOOLEAN, "deleted")
          .with(TEXT, "body")
          .with(BIGINT, "rank", "recorded_at")
          .build();

  static final Table DEFINITION_VERSION =
      Table.named("definition_version")
          .with(TEXT, "kind", "name")
          .key()
          .with(BIGINT, "version")
          .newest("version")
          .build();

  static final Table VERDICT =
      Table.named("verdict")
          .with(TEXT, "objective", "service")
          .with(BIGINT, "period_end")
          .key()
          .with(TEXT, "status", "body")
          .with(BIGINT, "rank", "recorded_at")
          // Open verdicts have no revision of their own: the newest one counts.
          .newest("rank", "recorded_at")
          .build();

  static final Table VERDICT_CURRENT =
      Table.named("verdict_current")
          .with(TEXT, "objective", "service")
          .key()
          .with(BIGINT, "period_end")
          .with(TEXT, "status", "body")
          .with(BIGINT, "rank", "recorded_at")
          .newest("period_end", "rank", "recorded_at")
          .build();

  static final Table VIOLATION =
      Table.named("violation")
          .with(TEXT, "id")
          .key()
          .with(TEXT, "objective", "service", "severity")
          .with(BIGINT, "began", "ended")
          .with(BOOLEAN, "withdrawn")
          .with(TEXT, "incident_id", "body")
          .with(BIGINT, "rank", "recorded_at")
          .build();

  static final Table SLICE =
      Table.named("slice")
          .with(TEXT, "service", "operation", "region", "device_type")
          .with(BIGINT, "start_at")
          .key()
          .with(BIGINT, "count", "errors")
          .with(DOUBLE, "latency_sum")
          .with(BYTES, "sketch")
          .with(BOOLEAN, "closed")
          .with(BIGINT, "rank", "recorded_at")
          .build();

  static final Table SLICE_HOUR = rollup("slice_hour");
  static final Table SLICE_DAY = rollup("slice_day");

  static final Table SCORE =
      Table.named("score")
          .with(TEXT, "entity")
          .with(BIGINT, "window_end")
          .key()
          .with(TEXT, "service")
          .with(DOUBLE, "risk")
          .with(TEXT, "body")
          .with(BIGINT, "rank", "recorded_at")
          .build();

  static final Table SCORE_CURRENT =
      Table.named("score_current")
          .with(TEXT, "entity")
          .key()
          .with(BIGINT, "window_end")
          .with(TEXT, "service")
          .with(DOUBLE, "risk")
          .with(TEXT, "body")
          .with(BIGINT, "rank", "recorded_at")
          .newest("window_end", "rank")
          .build();

  static final Table ALERT =
      Table.named("alert")
          .with(TEXT, "fingerprint")
          .key()
          .with(TEXT, "status", "service")
          .with(BIGINT, "starts_at", "updated_at", "fired_at")
          .with(TEXT, "body")
          .with(BIGINT, "rank", "recorded_at")
          .sticky("fired_at", "starts_at")
          .build();

  static final Table COMMAND =
      Table.named("command")
          .with(INTEGER, "part")
          .with(BIGINT, "rank")
          .key()
          .with(TEXT, "target", "action", "actor")
          .with(BIGINT, "at")
          .with(TEXT, "reason")
          .with(BIGINT, "until", "recorded_at")
          .build();

  static final Table NOTIFICATION =
      Table.named("notification")
          .with(TEXT, "id")
          .key()
          .with(TEXT, "notification_id", "fingerprint", "group_key", "receiver", "decision")
          .with(BIGINT, "at")
          .with(TEXT, "body")
          .with(BIGINT, "rank", "recorded_at")
          .build();

  static final Table INCIDENT =
      Table.named("incident")
          .with(TEXT, "incident_id")
          .key()
          .with(BIGINT, "timestamp", "rank")
          .with(TEXT, "service", "severity", "root_cause", "team", "category")
          .with(BIGINT, "began", "started_at", "detected_at", "acknowledged_at", "resolved_at")
          .with(BOOLEAN, "closed", "sla_met")
          .with(TEXT, "body")
          .with(BIGINT, "recorded_at")
          .newest("timestamp", "rank")
          .build();

  static final Table DEAD_LETTER =
      Table.named("dead_letter")
          .with(INTEGER, "part")
          .with(BIGINT, "rank")
          .key()
          .with(TEXT, "topic", "field", "reason")
          .with(BIGINT, "recorded_at")
          .build();

  private Tables() {}

  /** Hours or days of slices: always written over with what was read in the same transaction. */
  private static Table rollup(String name) {
    return Table.named(name)
        .with(TEXT, "service", "operation", "region", "device_type")
        .with(BIGINT, "start_at")
        .key()
        .with(BIGINT, "count", "errors")
        .with(DOUBLE, "latency_sum")
        .with(BYTES, "sketch")
        .with(BIGINT, "rank")
        .build();
  }
}

package dev.tocsin.report.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Alert;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Alerts as they stand now, with who took them. */
@Singleton
public class Alerts {
  /** An acknowledgement counts from when it was made, for the firing that it was made in. */
  private static final String SELECT =
      """
      SELECT a.body, c.actor, c.at FROM alert a LEFT JOIN LATERAL (
        SELECT actor, at FROM command
        WHERE target = a.fingerprint AND action = 'ACKNOWLEDGE' AND recorded_at >= a.fired_at
          AND (until IS NULL OR until > $1)
        ORDER BY recorded_at DESC, rank DESC LIMIT 1) c ON true
      WHERE ($2::text IS NULL OR a.status = $2) AND ($3::text IS NULL OR a.service = $3)
        AND ($4::text IS NULL OR a.fingerprint = $4)
        AND ($5::bigint IS NULL OR a.updated_at < $5 OR a.updated_at = $5 AND a.fingerprint > $6)
      ORDER BY a.updated_at DESC, a.fingerprint""";

  private final ReadModel rows;
  private final Clock clock;

  Alerts(ReadModel rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * The alerts, most recently changed first.
   *
   * @param status {@code FIRING}, {@code RESOLVED}, or null for all
   * @param service only this service's, or null for all
   * @param behind the {@code updatedAt} and the fingerprint of the alert before; null for none
   */
  public Records list(String status, String service, List<Object> behind) {
    return select(status, service, null, behind);
  }

  /** Those that fire, most recently changed first. */
  public Uni<List<JsonNode>> firing(int atMost) {
    return first(select(Alert.Status.FIRING.name(), null, null, null), atMost);
  }

  /** The alert of this fingerprint, or null. */
  public Uni<JsonNode> find(String fingerprint) {
    return first(select(null, null, fingerprint, null), 1)
        .map(found -> found.isEmpty() ? null : found.get(0));
  }

  private Uni<List<JsonNode>> first(Records records, int atMost) {
    return rows.query(records.sql() + " LIMIT " + atMost, records.parameters())
        .map(
            found -> {
              List<JsonNode> alerts = new ArrayList<>();
              found.forEach(row -> alerts.add(alert(row)));
              return alerts;
            });
  }

  private Records select(String status, String service, String print, List<Object> behind) {
    Tuple parameters =
        Tuple.tuple()
            .addLong(clock.millis())
            .addString(status)
            .addString(service)
            .addString(print)
            .addLong(behind == null ? null : (Long) behind.get(0))
            .addString(behind == null ? null : (String) behind.get(1));
    return new Records(SELECT, parameters, Alerts::text);
  }

  private static String text(Row row) {
    return row.getString(1) == null ? row.getString(0) : alert(row).toString();
  }

  private static ObjectNode alert(Row row) {
    ObjectNode alert = (ObjectNode) ReadModel.json(row.getString(0));
    if (row.getString(1) != null) {
      alert.put("acknowledgedBy", row.getString(1));
      alert.put("acknowledgedAt", row.getLong(2));
    }
    return alert;
  }
}

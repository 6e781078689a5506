package dev.tocsin.report.persistence;

import dev.tocsin.report.domain.IncidentCase;
import dev.tocsin.report.domain.IncidentReport;
import dev.tocsin.report.domain.ResolutionFrom;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;

/** Incidents as reports read them. */
@Singleton
public class Incidents {
  /** What a report reads. */
  public static final List<String> TABLES = List.of("incident", "violation");

  private static final String SELECT =
      """
      SELECT incident_id, service, severity, category, root_cause, team, started_at, detected_at,
        acknowledged_at, resolved_at, closed, sla_met, EXISTS (
          SELECT FROM violation v WHERE v.incident_id = i.incident_id AND NOT v.withdrawn)
      FROM incident i
      WHERE began >= $1 AND began < $2 AND ($3::text IS NULL OR service = $3)
        AND ($4::text IS NULL OR severity = $4) AND ($5::text IS NULL OR coalesce(category, 'unknown') = $5)
        AND ($6::text IS NULL OR coalesce(root_cause, 'unknown') = $6)
        AND ($7::text IS NULL OR coalesce(team, 'unknown') = $7)""";

  private final ReadModel rows;

  Incidents(ReadModel rows) {
    this.rows = rows;
  }

  /**
   * Which incidents a report is about; null filters nothing.
   *
   * @param from epoch milliseconds, inclusive, by the start (else the newest event's time)
   * @param to epoch milliseconds, exclusive
   */
  public record Selection(
      Long from,
      Long to,
      String service,
      String severity,
      String category,
      String rootCause,
      String team) {
    /** All incidents of all time. */
    public static final Selection ALL = new Selection(null, null, null, null, null, null, null);
  }

  /**
   * The report, for a thread that may wait.
   *
   * @param zone whose hours, weeks and months count
   */
  public IncidentReport report(Selection of, ResolutionFrom resolutionFrom, ZoneId zone) {
    Tuple parameters =
        Tuple.tuple()
            .addLong(of.from() == null ? Long.MIN_VALUE : of.from())
            .addLong(of.to() == null ? Long.MAX_VALUE : of.to())
            .addString(of.service())
            .addString(of.severity())
            .addString(of.category())
            .addString(of.rootCause())
            .addString(of.team());
    return rows.collect(
            Filter.chosen(SELECT, "service", 3, of.service()),
            Integer.MAX_VALUE,
            parameters,
            new IncidentReport.Collector(resolutionFrom, zone),
            (collector, row) -> collector.add(incident(row)))
        .report();
  }

  private static IncidentCase incident(Row row) {
    return new IncidentCase(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getLong(6),
        row.getLong(7),
        row.getLong(8),
        row.getLong(9),
        row.getBoolean(10),
        row.getBoolean(11),
        row.getBoolean(12));
  }
}

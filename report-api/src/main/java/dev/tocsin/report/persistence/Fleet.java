package dev.tocsin.report.persistence;

import dev.tocsin.events.Json;
import dev.tocsin.report.domain.DeviceState;
import dev.tocsin.report.domain.FleetFigures;
import dev.tocsin.report.domain.IncidentReport;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Devices: who there is, when they were seen, and what their requests were like. */
@Singleton
public class Fleet {
  /** What a report reads. */
  public static final List<String> TABLES = List.of("device");

  /** Most devices that are listed as worst. */
  public static final int MOST_LISTED = 50;

  /** Fewer requests say nothing about a device. */
  public static final int LEAST_REQUESTS = 20;

  private static final int MOST_PARTS = 10_000;

  private static final String DAYS =
      """
      WITH asked AS (SELECT device, sum(count)::bigint AS count, sum(errors)::bigint AS errors,
        sum(latency_sum) AS latency_sum FROM device_day WHERE day >= $1 AND day < $2 GROUP BY device)
      """;

  private static final String CHOSEN =
      "($3::text IS NULL OR d.region = $3) AND ($4::text IS NULL OR d.device_type = $4)";

  private static final String PARTS =
      DAYS
          + """
          SELECT d.device_type, d.region, count(*), count(*) FILTER (WHERE d.last_seen >= $5),
            count(*) FILTER (WHERE d.last_seen < $6), count(a.device), coalesce(sum(a.count), 0)::bigint,
            coalesce(sum(a.errors), 0)::bigint, coalesce(sum(a.latency_sum), 0)
          FROM device d LEFT JOIN asked a USING (device) WHERE\s"""
          + CHOSEN
          + " GROUP BY 1, 2";

  /**
   * By the lower end of the 95% Wilson interval of their share of errors, z squared being 3.8415.
   */
  private static final String FAILING =
      DAYS
          + """
          SELECT d.device, d.device_type, d.region, d.last_seen, a.count, a.errors, a.latency_sum, 0::float8
          FROM device d JOIN asked a USING (device) CROSS JOIN LATERAL (SELECT a.errors / a.count::float8 AS p) AS s
          WHERE a.count >= $5 AND a.errors > 0 AND\s"""
          + CHOSEN
          + """

          ORDER BY (p + 1.92073 / a.count - 1.95996 * sqrt((p * (1 - p) + 0.960365 / a.count) / a.count))
            / (1 + 3.84146 / a.count) DESC, d.device""";

  private static final String SLOW =
      DAYS
          + """
          , of_type AS (SELECT d.device_type, sum(a.latency_sum) / sum(a.count) AS mean
            FROM device d JOIN asked a USING (device) GROUP BY 1 HAVING sum(a.count) > 0)
          SELECT d.device, d.device_type, d.region, d.last_seen, a.count, a.errors, a.latency_sum, t.mean
          FROM device d JOIN asked a USING (device) JOIN of_type t USING (device_type)
          WHERE a.count >= $5 AND t.mean > 0 AND\s"""
          + CHOSEN
          + " ORDER BY a.latency_sum / a.count / t.mean DESC, d.device";

  private static final String LIST =
      """
      SELECT d.device, d.device_type, d.region, d.first_seen, d.last_seen FROM device d
      WHERE ($1::text IS NULL OR d.region = $1) AND ($2::text IS NULL OR d.device_type = $2)
        AND ($3::bigint IS NULL OR d.last_seen >= $3) AND ($4::bigint IS NULL OR d.last_seen < $4)
        AND ($5::bigint IS NULL OR d.first_seen < $5 OR d.first_seen = $5 AND d.device > $6::text)
      ORDER BY d.first_seen DESC, d.device""";

  private final ReadModel rows;

  Fleet(ReadModel rows) {
    this.rows = rows;
  }

  /**
   * What a report is about; null filters nothing.
   *
   * @param from a day's start, epoch milliseconds, inclusive
   * @param to a day's start, exclusive
   * @param now what states refer to
   */
  public record Selection(long from, long to, String region, String type, long now) {}

  /**
   * A device that stands out.
   *
   * @param lastSeen epoch milliseconds
   * @param count requests in the range
   * @param errors failed ones
   * @param errorRate share that failed
   * @param meanLatency mean latency in milliseconds
   * @param typesLatency that of all devices of its type; null where nobody asked
   */
  public record Device(
      String device,
      String type,
      String region,
      long lastSeen,
      DeviceState state,
      long count,
      long errors,
      double errorRate,
      double meanLatency,
      Double typesLatency) {}

  /** The fleet by type and region, and its worst. */
  public record Found(List<FleetFigures.Part> parts, List<Device> failing, List<Device> slow) {}

  /** Reads it. For a thread that may wait. */
  public Found find(Selection of) {
    List<FleetFigures.Part> parts =
        rows.collect(
            PARTS,
            MOST_PARTS,
            range(of)
                .addLong(of.now() - DeviceState.ACTIVE_MS)
                .addLong(of.now() - DeviceState.LOST_MS),
            new ArrayList<>(),
            (to, row) -> to.add(part(row)));
    return new Found(parts, worst(FAILING, of), worst(SLOW, of));
  }

  private List<Device> worst(String sql, Selection of) {
    return rows.collect(
        sql,
        MOST_LISTED,
        range(of).addInteger(LEAST_REQUESTS),
        new ArrayList<>(),
        (to, row) -> to.add(device(of, row)));
  }

  private static Tuple range(Selection of) {
    return Tuple.tuple()
        .addLong(of.from())
        .addLong(of.to())
        .addString(stored(of.region()))
        .addString(stored(of.type()));
  }

  /** What a report lists as unknown can be asked for under that name. */
  private static String stored(String value) {
    return IncidentReport.UNKNOWN.equals(value) ? "" : value;
  }

  private static FleetFigures.Part part(Row row) {
    return new FleetFigures.Part(
        row.getString(0),
        row.getString(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        row.getLong(7),
        row.getDouble(8));
  }

  private static Device device(Selection of, Row row) {
    long count = row.getLong(4);
    double mean = row.getDouble(7);
    return new Device(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        DeviceState.of(row.getLong(3), of.now()),
        count,
        row.getLong(5),
        (double) row.getLong(5) / count,
        row.getDouble(6) / count,
        mean == 0 ? null : mean);
  }

  /** A device as it is listed. */
  public record Listed(
      String device,
      String type,
      String region,
      DeviceState state,
      long firstSeen,
      long lastSeen) {}

  /**
   * Devices, those that were seen first most recently first.
   *
   * @param state only these, or null
   * @param behind time and name of the last one before the page, or null
   */
  public Records list(Selection of, DeviceState state, List<Object> behind) {
    Long since =
        state == DeviceState.ACTIVE
            ? Long.valueOf(of.now() - DeviceState.ACTIVE_MS)
            : state == DeviceState.SILENT ? Long.valueOf(of.now() - DeviceState.LOST_MS) : null;
    Long until =
        state == DeviceState.SILENT
            ? Long.valueOf(of.now() - DeviceState.ACTIVE_MS)
            : state == DeviceState.LOST ? Long.valueOf(of.now() - DeviceState.LOST_MS) : null;
    Tuple parameters =
        Tuple.tuple()
            .addString(stored(of.region()))
            .addString(stored(of.type()))
            .addLong(since)
            .addLong(until)
            .addLong(behind == null ? null : (Long) behind.get(0))
            .addString(behind == null ? null : (String) behind.get(1));
    return new Records(LIST, parameters, row -> text(row, of.now()));
  }

  private static String text(Row row, long now) {
    Listed device =
        new Listed(
            row.getString(0),
            row.getString(1),
            row.getString(2),
            DeviceState.of(row.getLong(4), now),
            row.getLong(3),
            row.getLong(4));
    return new String(Json.write(device), StandardCharsets.UTF_8);
  }
}

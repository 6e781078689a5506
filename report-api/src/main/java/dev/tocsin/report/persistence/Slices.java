package dev.tocsin.report.persistence;

import dev.tocsin.events.Sketch;
import dev.tocsin.report.ReportConfig;
import dev.tocsin.report.domain.RequestSlice;
import dev.tocsin.report.domain.TelemetryReport;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Request slices as reports read them, open minutes included. */
@Singleton
public class Slices {
  private static final String WHERE =
      """
      FROM slice WHERE start_at >= $1 AND start_at < $2 AND ($3::text IS NULL OR service = $3)
        AND ($4::text IS NULL OR region = $4) AND ($5::text IS NULL OR device_type = $5)""";

  private static final String COUNT =
      "SELECT count(*) FROM (SELECT 1 " + WHERE + " LIMIT $6::bigint) AS found";

  private static final String SELECT =
      """
      SELECT service, region, device_type, start_at, count, errors, latency_sum, sketch\s"""
          + WHERE;

  private final ReadModel rows;
  private final long most;

  Slices(ReadModel rows, ReportConfig config) {
    this.rows = rows;
    this.most = config.report().maxSlices();
  }

  /**
   * Which requests a report is about; null filters nothing.
   *
   * @param from epoch milliseconds, inclusive
   * @param to epoch milliseconds, exclusive
   */
  public record Selection(long from, long to, String service, String region, String deviceType) {}

  /** The report, or nothing when it would merge too many slices. For a thread that may wait. */
  public Optional<TelemetryReport> report(Selection of) {
    long count =
        rows.queryNow(COUNT, parameters(of).addLong(most + 1)).iterator().next().getLong(0);
    if (count > most) {
      return Optional.empty();
    }
    return Optional.of(
        rows.collect(
                SELECT,
                parameters(of),
                new TelemetryReport.Collector(of.from(), of.to()),
                (collector, row) -> collector.add(slice(row)))
            .report());
  }

  /** Most slices that one report reads. */
  public long most() {
    return most;
  }

  private static Tuple parameters(Selection of) {
    return Tuple.tuple()
        .addLong(of.from())
        .addLong(of.to())
        .addString(of.service())
        .addString(unknownIsEmpty(of.region()))
        .addString(unknownIsEmpty(of.deviceType()));
  }

  /** What a report lists as unknown can be asked for under that name. */
  private static String unknownIsEmpty(String value) {
    return "unknown".equals(value) ? "" : value;
  }

  private static RequestSlice slice(Row row) {
    return new RequestSlice(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        row.getLong(5),
        row.getDouble(6),
        Sketch.of(row.getBuffer(7).getBytes()));
  }
}

package dev.tocsin.report.persistence;

import dev.tocsin.report.domain.analytics.Figure;
import dev.tocsin.report.domain.analytics.Series;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.TreeMap;

/** The figures of a service, hour by hour, as they are stored. */
@Singleton
public class HourlySeries {
  /** What it reads. */
  public static final List<String> TABLES = List.of("slice", "score");

  private static final String REQUESTS =
      """
      SELECT start_at, sum(count)::bigint, sum(errors)::bigint, sum(latency_sum)
      FROM slice_hour WHERE service = $1 AND start_at >= $2 AND start_at < $3
      GROUP BY start_at\
      """;

  private static final String RISKS =
      """
      SELECT (window_end - 1) / 3600000 * 3600000, avg(risk) FROM score
      WHERE service = $1 AND window_end > $2 AND window_end <= $3 GROUP BY 1\
      """;

  private final ReadModel rows;

  HourlySeries(ReadModel rows) {
    this.rows = rows;
  }

  /**
   * Which hours of what.
   *
   * @param service a service; empty for the requests of all together
   * @param from epoch milliseconds, a full hour, inclusive
   * @param to a full hour, exclusive
   */
  public record Selection(String service, Figure figure, long from, long to) {}

  /** The series; hours without requests have no value. For a thread that may wait. */
  public Series read(Selection of) {
    TreeMap<Long, Double> points = new TreeMap<>();
    rows.collect(
        of.figure() == Figure.RISK ? RISKS : REQUESTS,
        Tuple.of(of.service(), of.from(), of.to()),
        points,
        (into, row) -> into.put(row.getLong(0), value(of.figure(), row)));
    points.values().removeIf(value -> value.isNaN());
    return Series.hourly(points);
  }

  private static double value(Figure figure, Row row) {
    if (figure == Figure.RISK) {
      return row.getDouble(1);
    }
    double count = row.getLong(1);
    double errors = row.getLong(2);
    return switch (figure) {
      case REQUESTS -> count;
      case ERROR_RATE -> errors / count;
      case AVAILABILITY -> 1 - errors / count;
      case MEAN_LATENCY -> row.getDouble(3) / count;
      case RISK -> throw new IllegalStateException("not of requests");
    };
  }
}

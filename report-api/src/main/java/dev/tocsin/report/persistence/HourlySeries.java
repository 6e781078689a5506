package dev.tocsin.report.persistence;

import dev.tocsin.report.domain.analytics.Figure;
import dev.tocsin.report.domain.analytics.Series;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The figures of a service, hour by hour, as they are stored. */
@Singleton
public class HourlySeries {
  /** What it reads. */
  public static final List<String> TABLES = List.of("slice", "score", "metric_hour");

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

  private static final String METRIC =
      """
      SELECT start_at, total / count FROM metric_hour
      WHERE service = $1 AND start_at >= $2 AND start_at < $3 AND metric = $4\
      """;

  private static final String METRICS =
      "SELECT DISTINCT metric FROM metric_hour WHERE service = $1 ORDER BY metric LIMIT 1000";

  private static final String OTHERS =
      """
      SELECT EXISTS (SELECT FROM slice_hour WHERE service = $1), EXISTS (SELECT FROM score WHERE service = $1)\
      """;

  private final ReadModel rows;

  HourlySeries(ReadModel rows) {
    this.rows = rows;
  }

  /**
   * Which hours of what.
   *
   * @param service a service; empty for the requests of all together
   * @param metric the metric's name, of {@link Figure#METRIC}; else null
   * @param from epoch milliseconds, a full hour, inclusive
   * @param to a full hour, exclusive
   */
  public record Selection(String service, Figure figure, String metric, long from, long to) {}

  /** What is stored of a service, as a query writes it. For a thread that may wait. */
  public List<String> of(String service) {
    List<String> series = new ArrayList<>();
    for (Row row : rows.queryNow(OTHERS, Tuple.of(service))) {
      for (Figure figure : Figure.values()) {
        boolean stored = figure == Figure.RISK ? row.getBoolean(1) : row.getBoolean(0);
        if (stored && figure != Figure.METRIC) {
          series.add(figure.json());
        }
      }
    }
    rows.queryNow(METRICS, Tuple.of(service))
        .forEach(row -> series.add(Figure.METRIC_PREFIX + row.getString(0)));
    return series;
  }

  /** The series; hours without requests have no value. For a thread that may wait. */
  public Series read(Selection of) {
    TreeMap<Long, Double> points = new TreeMap<>();
    Tuple parameters = Tuple.of(of.service(), of.from(), of.to());
    rows.collect(
        switch (of.figure()) {
          case RISK -> RISKS;
          case METRIC -> METRIC;
          default -> REQUESTS;
        },
        of.figure() == Figure.METRIC ? parameters.addString(of.metric()) : parameters,
        points,
        (into, row) -> into.put(row.getLong(0), value(of.figure(), row)));
    points.values().removeIf(value -> value.isNaN());
    return Series.hourly(points);
  }

  private static double value(Figure figure, Row row) {
    if (figure == Figure.RISK || figure == Figure.METRIC) {
      return row.getDouble(1);
    }
    double count = row.getLong(1);
    double errors = row.getLong(2);
    return switch (figure) {
      case REQUESTS -> count;
      case ERROR_RATE -> errors / count;
      case AVAILABILITY -> 1 - errors / count;
      case MEAN_LATENCY -> row.getDouble(3) / count;
      case RISK, METRIC -> throw new IllegalStateException("not of requests");
    };
  }
}

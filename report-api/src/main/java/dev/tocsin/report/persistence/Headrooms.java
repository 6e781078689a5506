package dev.tocsin.report.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.report.domain.Headroom;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far services are from the bounds of threshold rules, or of a metric, by the hours of their
 * requests and metrics.
 */
@Singleton
public class Headrooms {
  /** What a report reads. */
  public static final List<String> TABLES = List.of("slice", "metric_hour", "definition");

  private static final int MOST_HOURS = 500_000;

  private static final String RULES =
      "SELECT body FROM definition WHERE kind = 'rule' AND NOT deleted ORDER BY name";

  private static final String REQUESTS =
      """
      SELECT service, start_at, sum(errors) / sum(count)::float8, sum(latency_sum) / sum(count)
      FROM slice_hour WHERE start_at >= $1 AND start_at < $2 AND count > 0
        AND (service = $3 OR $3::text IS NULL AND service > '')
      GROUP BY service, start_at ORDER BY service, start_at\
      """;

  private static final String METRIC =
      """
      SELECT service, start_at, total / count FROM metric_hour
      WHERE metric = $4 AND start_at >= $1 AND start_at < $2 AND (service = $3 OR $3::text IS NULL)
      ORDER BY service, start_at\
      """;

  private final ReadModel rows;

  Headrooms(ReadModel rows) {
    this.rows = rows;
  }

  /**
   * What a report is about.
   *
   * @param from epoch milliseconds, inclusive
   * @param to epoch milliseconds, exclusive
   * @param service only this one, or null for all
   * @param metric this metric instead of what rules watch, or null
   * @param bound its bound
   */
  public record Selection(long from, long to, String service, String metric, Double bound) {}

  /** A rule of which there is no history here. */
  public record Unmeasured(String rule, String signal) {}

  /** The nearest to saturation first, and what cannot be said. */
  public record Found(List<Headroom> headrooms, List<Unmeasured> unmeasured) {}

  /** A signal's hours. */
  private static final class Hours {
    private final List<Long> times = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();
  }

  /** A signal's hours by service. */
  private static final class Signal {
    private final Map<String, Hours> services = new TreeMap<>();

    void add(Row row, int column) {
      Hours hours = services.computeIfAbsent(row.getString(0), k -> new Hours());
      hours.times.add(row.getLong(1));
      hours.values.add(row.getDouble(column));
    }

    List<Headroom> of(String rule, String about, String name, String severity, double bound) {
      List<Headroom> found = new ArrayList<>();
      services.forEach(
          (service, hours) -> {
            if (about.equals("*") || about.equals(service)) {
              found.add(
                  Headroom.of(
                      new Headroom.Bound(rule, service, name, severity, bound),
                      hours.times.stream().mapToLong(Long::longValue).toArray(),
                      hours.values.stream().mapToDouble(Double::doubleValue).toArray()));
            }
          });
      return found;
    }
  }

  /** Reads it. For a thread that may wait. */
  public Found find(Selection of) {
    List<Headroom> found = new ArrayList<>();
    List<Unmeasured> unmeasured = new ArrayList<>();
    if (of.metric() != null) {
      found.addAll(metric(of, of.metric()).of(null, "*", of.metric(), null, of.bound()));
    } else {
      ofRules(of, found, unmeasured);
    }
    found.sort(
        Comparator.comparing(
                Headroom::saturatesAt, Comparator.nullsLast(Comparator.<Long>naturalOrder()))
            .thenComparing(Headroom::headroom)
            .thenComparing(Headroom::rule, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Headroom::service));
    return new Found(found, unmeasured);
  }

  private void ofRules(Selection of, List<Headroom> found, List<Unmeasured> unmeasured) {
    Map<String, Signal> signals = requests(of);
    Map<String, Signal> metrics = new HashMap<>();
    for (JsonNode rule : rules()) {
      String name = rule.path("name").asText();
      JsonNode spec = rule.path("spec");
      String watched = spec.path("signal").asText();
      boolean ofMetric = watched.equals("metric");
      String signal = ofMetric ? spec.path("metric").asText() : watched;
      Signal hours =
          ofMetric
              ? metrics.computeIfAbsent(signal, metric -> metric(of, metric))
              : signals.get(signal);
      if (hours == null) {
        unmeasured.add(new Unmeasured(name, signal));
        continue;
      }
      for (JsonNode level : spec.path("levels")) {
        found.addAll(
            hours.of(
                name,
                spec.path("service").asText(),
                signal,
                level.path("severity").asText(),
                level.path("bound").asDouble()));
      }
    }
  }

  private List<JsonNode> rules() {
    return rows.collect(
        RULES,
        10_000,
        Tuple.tuple(),
        new ArrayList<>(),
        (to, row) -> to.add(ReadModel.json(row.getString(0))));
  }

  private Map<String, Signal> requests(Selection of) {
    Signal errors = new Signal();
    Signal latency = new Signal();
    rows.collect(
        REQUESTS,
        MOST_HOURS,
        Tuple.of(of.from(), of.to(), of.service()),
        errors,
        (to, row) -> {
          errors.add(row, 2);
          latency.add(row, 3);
        });
    return Map.of("errorRate", errors, "meanLatency", latency);
  }

  private Signal metric(Selection of, String metric) {
    return rows.collect(
        METRIC,
        MOST_HOURS,
        Tuple.of(of.from(), of.to(), of.service(), metric),
        new Signal(),
        (to, row) -> to.add(row, 2));
  }
}

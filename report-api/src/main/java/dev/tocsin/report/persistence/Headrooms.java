package dev.tocsin.report.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.report.domain.Headroom;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How far services are from the bounds of threshold rules, by the hours of their requests. */
@Singleton
public class Headrooms {
  /** What a report reads. */
  public static final List<String> TABLES = List.of("slice", "definition");

  private static final String RULES =
      "SELECT body FROM definition WHERE kind = 'rule' AND NOT deleted ORDER BY name";

  private static final String HOURS =
      """
      SELECT service, start_at, sum(count)::bigint, sum(errors)::bigint, sum(latency_sum)
      FROM slice_hour WHERE start_at >= $1 AND start_at < $2 AND count > 0
        AND (service = $3 OR $3::text IS NULL AND service > '')
      GROUP BY service, start_at ORDER BY service, start_at\
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
   */
  public record Selection(long from, long to, String service) {}

  /** A rule of which there is no history here. */
  public record Unmeasured(String rule, String signal) {}

  /** The nearest to saturation first, and what cannot be said. */
  public record Found(List<Headroom> headrooms, List<Unmeasured> unmeasured, int services) {}

  private static final class Hours {
    private final List<Long> times = new ArrayList<>();
    private final List<Double> latencies = new ArrayList<>();
    private final List<Double> errors = new ArrayList<>();

    void add(Row row) {
      double count = row.getLong(2);
      times.add(row.getLong(1));
      errors.add(row.getLong(3) / count);
      latencies.add(row.getDouble(4) / count);
    }
  }

  /** Reads it. For a thread that may wait. */
  public Found find(Selection of) {
    List<JsonNode> rules =
        rows.collect(
            RULES,
            10_000,
            Tuple.tuple(),
            new ArrayList<JsonNode>(),
            (to, row) -> to.add(ReadModel.json(row.getString(0))));
    Map<String, Hours> services =
        rows.collect(
            HOURS,
            500_000,
            Tuple.of(of.from(), of.to(), of.service()),
            new TreeMap<String, Hours>(),
            (to, row) -> to.computeIfAbsent(row.getString(0), k -> new Hours()).add(row));
    List<Headroom> found = new ArrayList<>();
    List<Unmeasured> unmeasured = new ArrayList<>();
    for (JsonNode rule : rules) {
      String name = rule.path("name").asText();
      JsonNode spec = rule.path("spec");
      String signal = spec.path("signal").asText();
      boolean latency = signal.equals("meanLatency");
      if (!latency && !signal.equals("errorRate")) {
        unmeasured.add(new Unmeasured(name, signal));
        continue;
      }
      String about = spec.path("service").asText();
      services.forEach(
          (service, hours) -> {
            if (about.equals("*") || about.equals(service)) {
              for (JsonNode level : spec.path("levels")) {
                Headroom.Bound bound =
                    new Headroom.Bound(
                        name,
                        service,
                        signal,
                        level.path("severity").asText(),
                        level.path("bound").asDouble());
                found.add(headroom(bound, hours, latency));
              }
            }
          });
    }
    found.sort(
        Comparator.comparing(
                Headroom::saturatesAt, Comparator.nullsLast(Comparator.<Long>naturalOrder()))
            .thenComparing(Headroom::headroom)
            .thenComparing(Headroom::rule)
            .thenComparing(Headroom::service));
    return new Found(found, unmeasured, services.size());
  }

  private static Headroom headroom(Headroom.Bound bound, Hours hours, boolean latency) {
    List<Double> values = latency ? hours.latencies : hours.errors;
    return Headroom.of(
        bound,
        hours.times.stream().mapToLong(Long::longValue).toArray(),
        values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}

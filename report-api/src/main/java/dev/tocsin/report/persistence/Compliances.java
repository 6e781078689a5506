package dev.tocsin.report.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.report.domain.Compliance;
import dev.tocsin.report.domain.IncidentReport;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How objectives were kept, from the last verdict of each period and from the violations. */
@Singleton
public class Compliances {
  /** What a report reads. */
  public static final List<String> TABLES =
      List.of("verdict", "violation", "incident", "definition");

  /** Most violations that are listed; all are counted. */
  public static final int MOST_LISTED = 1_000;

  private static final String LAST =
      """
      SELECT c.objective, c.service, p.i::int, v.body FROM verdict_current c
      CROSS JOIN unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS p (since, until, i)
      LEFT JOIN LATERAL (SELECT body FROM verdict v WHERE v.objective = c.objective
        AND v.service = c.service AND v.period_end > p.since AND v.period_end <= p.until
        ORDER BY v.period_end DESC LIMIT 1) v ON true
      WHERE ($3::text IS NULL OR c.objective = $3) AND ($4::text IS NULL OR c.service = $4)
        AND ($5::text[] IS NULL OR c.objective = ANY ($5))\
      """;

  private static final String VIOLATED =
      """
      SELECT v.id, v.objective, v.service, v.severity, v.began, v.ended, v.incident_id, v.body,
        i.root_cause, i.team
      FROM violation v LEFT JOIN incident i ON i.incident_id = v.incident_id
      WHERE NOT v.withdrawn AND v.began < $2 AND (v.ended IS NULL OR v.ended > $1)
        AND ($3::text IS NULL OR v.objective = $3) AND ($4::text IS NULL OR v.service = $4)
        AND ($5::text IS NULL OR i.team = $5 OR v.objective = ANY ($6::text[])) AND v.objective NOT LIKE '%@replay-%'
      ORDER BY v.began DESC, v.id\
      """;

  private static final String OWNERS =
      """
      SELECT name, body::json -> 'spec' ->> 'team' FROM definition
      WHERE kind IN ('objective', 'agreement') AND NOT deleted\
      """;

  private final ReadModel rows;

  Compliances(ReadModel rows) {
    this.rows = rows;
  }

  /**
   * What a report is about; null filters nothing.
   *
   * @param periods what is judged, the whole range first
   */
  public record Selection(
      List<Compliance.Period> periods, String objective, String service, String team) {
    Compliance.Period range() {
      return periods.get(0);
    }
  }

  /** A violation as it is listed; its cause is its incident's, and its team, else its owner. */
  public record Listed(
      String id,
      String objective,
      String service,
      String severity,
      long began,
      Long ended,
      double seconds,
      String reason,
      String incidentId,
      String rootCause,
      String team) {}

  /** The rows and the newest violations. */
  public record Found(List<Compliance> rows, List<Listed> violations, long violationCount) {}

  private record Key(String objective, String service) {}

  /** Reads it. For a thread that may wait. */
  public Found find(Selection of) {
    Map<Key, Compliance.Standing[]> standings = new LinkedHashMap<>();
    Map<Key, List<Compliance.Interval>> violated = new LinkedHashMap<>();
    List<Listed> listed = new ArrayList<>();
    Map<String, String> owners = owners();
    String[] owned = owned(owners, of.team());
    rows.collect(
        LAST,
        Integer.MAX_VALUE,
        last(of).addArrayOfString(owned),
        standings,
        (to, row) -> add(of, to, row));
    long[] count = {0};
    rows.collect(
        VIOLATED,
        Integer.MAX_VALUE,
        Tuple.of(of.range().from(), of.range().to(), of.objective(), of.service(), of.team())
            .addArrayOfString(owned),
        violated,
        (to, row) -> {
          Key key = new Key(row.getString(1), row.getString(2));
          to.computeIfAbsent(key, k -> new ArrayList<>())
              .add(new Compliance.Interval(row.getLong(4), row.getLong(5)));
          if (count[0]++ < MOST_LISTED) {
            listed.add(listed(row, of.range(), owners));
          }
        });
    violated.keySet().forEach(key -> standings.computeIfAbsent(key, k -> none(of)));
    List<Compliance> found = new ArrayList<>();
    standings.forEach(
        (key, each) -> {
          for (int i = 0; i < each.length; i++) {
            found.add(
                Compliance.of(
                    key.objective(),
                    key.service(),
                    owners.getOrDefault(key.objective(), IncidentReport.UNKNOWN),
                    of.periods().get(i),
                    violated.getOrDefault(key, List.of()),
                    each[i]));
          }
        });
    return new Found(found, listed, count[0]);
  }

  private Map<String, String> owners() {
    return rows.collect(
        OWNERS,
        Integer.MAX_VALUE,
        Tuple.tuple(),
        new HashMap<String, String>(),
        (to, row) -> {
          if (row.getString(1) != null) {
            to.put(row.getString(0), row.getString(1));
          }
        });
  }

  /** What a team answers for; null when all teams are asked about. */
  private static String[] owned(Map<String, String> owners, String team) {
    return team == null
        ? null
        : owners.entrySet().stream()
            .filter(each -> each.getValue().equals(team))
            .map(Map.Entry::getKey)
            .toArray(String[]::new);
  }

  private static Tuple last(Selection of) {
    return Tuple.tuple()
        .addArrayOfLong(of.periods().stream().map(Compliance.Period::from).toArray(Long[]::new))
        .addArrayOfLong(of.periods().stream().map(Compliance.Period::to).toArray(Long[]::new))
        .addString(of.objective())
        .addString(of.service());
  }

  private static Compliance.Standing[] none(Selection of) {
    return new Compliance.Standing[of.periods().size()];
  }

  private static void add(Selection of, Map<Key, Compliance.Standing[]> to, Row row) {
    Compliance.Standing[] each =
        to.computeIfAbsent(new Key(row.getString(0), row.getString(1)), k -> none(of));
    if (row.getString(3) != null) {
      each[row.getInteger(2) - 1] = standing(ReadModel.json(row.getString(3)));
    }
  }

  private static Compliance.Standing standing(JsonNode verdict) {
    JsonNode excluded = verdict.path("excluded");
    Map<String, Double> reasons = new TreeMap<>();
    excluded
        .path("byReason")
        .properties()
        .forEach(each -> reasons.put(each.getKey(), each.getValue().asDouble() / 1_000));
    Double sli = number(verdict.path("sli"));
    return new Compliance.Standing(
        verdict.path("periodEnd").asLong(),
        verdict.path("status").asText(),
        sli,
        excluded.isObject() ? number(excluded.path("sli")) : sli,
        number(verdict.path("target")),
        number(verdict.path("budgetRemaining")),
        number(verdict.path("coverage")),
        verdict.path("good").asLong(),
        verdict.path("total").asLong(),
        reasons);
  }

  private static Double number(JsonNode node) {
    return node.isNumber() ? node.asDouble() : null;
  }

  private static Listed listed(Row row, Compliance.Period range, Map<String, String> owners) {
    long began = row.getLong(4);
    Long ended = row.getLong(5);
    long end = ended == null ? range.to() : Math.min(ended, range.to());
    return new Listed(
        row.getString(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        began,
        ended,
        Math.max(0, end - Math.max(began, range.from())) / 1_000.0,
        ReadModel.json(row.getString(7)).path("reason").asText(null),
        row.getString(6),
        row.getString(8),
        row.getString(9) == null ? owners.get(row.getString(1)) : row.getString(9));
  }
}

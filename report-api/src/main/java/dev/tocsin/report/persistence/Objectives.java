package dev.tocsin.report.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objectives and where they stand now. */
@Singleton
public class Objectives {
  private static final String DECLARED =
      """
      SELECT d.body, v.body, v.recorded_at FROM definition d LEFT JOIN verdict_current v ON v.objective = d.name
      WHERE d.kind = 'objective' AND NOT d.deleted AND ($1::text IS NULL OR d.name = $1)
      ORDER BY d.name, v.service LIMIT 10000""";

  /** Of an objective that was deleted nothing is said any more. */
  private static final String CURRENT =
      """
      SELECT v.body FROM verdict_current v WHERE NOT EXISTS (
        SELECT FROM definition d WHERE d.kind = 'objective' AND d.name = v.objective AND d.deleted)
      ORDER BY v.objective, v.service LIMIT 10000""";

  private final ReadModel rows;
  private final Clock clock;

  Objectives(ReadModel rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /**
   * An objective with its current verdicts, one for each service.
   *
   * @param name the objective's name
   * @param version its version
   * @param spec what was promised
   * @param verdicts where it stands: verdicts, each with {@code ageSeconds} since it was judged and
   *     the {@code source} that knew it
   */
  public record Objective(String name, long version, JsonNode spec, List<JsonNode> verdicts) {
    /** The same with those verdicts, by service, that are not older than its own. */
    public Objective with(Map<String, JsonNode> newest) {
      Map<String, JsonNode> all = new TreeMap<>();
      verdicts.forEach(each -> all.put(each.path("service").asText(), each));
      newest.forEach(
          (service, verdict) ->
              all.merge(service, verdict, (was, is) -> newer(was, is) ? is : was));
      return new Objective(name, version, spec, List.copyOf(all.values()));
    }

    private static boolean newer(JsonNode was, JsonNode is) {
      return is.path("periodEnd").asLong() >= was.path("periodEnd").asLong();
    }
  }

  /** All objectives, or the one of this name. */
  public Uni<List<Objective>> list(String name) {
    return rows.query(DECLARED, Tuple.of(name))
        .map(
            found -> {
              Map<String, Objective> byName = new LinkedHashMap<>();
              for (Row row : found) {
                JsonNode definition = ReadModel.json(row.getString(0));
                Objective objective =
                    byName.computeIfAbsent(
                        definition.path("name").asText(), key -> objective(key, definition));
                if (row.getString(1) != null) {
                  objective.verdicts().add(aged(row.getString(1), row.getLong(2)));
                }
              }
              return List.copyOf(byName.values());
            });
  }

  /** Every current verdict. */
  public Uni<List<JsonNode>> verdicts() {
    return rows.bodies(CURRENT);
  }

  private JsonNode aged(String body, long recordedAt) {
    double age = Math.max(0, clock.millis() - recordedAt) / 1_000.0;
    return ((ObjectNode) ReadModel.json(body)).put("ageSeconds", age).put("source", "projection");
  }

  private static Objective objective(String name, JsonNode definition) {
    return new Objective(
        name, definition.path("version").asLong(), definition.path("spec"), new ArrayList<>());
  }
}

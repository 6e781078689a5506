package dev.tocsin.report.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objectives and where they stand now. */
@Singleton
public class Objectives {
  private static final String DECLARED =
      """
      SELECT d.body, v.body FROM definition d LEFT JOIN verdict_current v ON v.objective = d.name
      WHERE d.kind = 'objective' AND NOT d.deleted AND ($1::text IS NULL OR d.name = $1)
      ORDER BY d.name, v.service LIMIT 10000""";

  /** Of an objective that was deleted nothing is said any more. */
  private static final String CURRENT =
      """
      SELECT v.body FROM verdict_current v WHERE NOT EXISTS (
        SELECT FROM definition d WHERE d.kind = 'objective' AND d.name = v.objective AND d.deleted)
      ORDER BY v.objective, v.service LIMIT 10000""";

  private final ReadModel rows;

  Objectives(ReadModel rows) {
    this.rows = rows;
  }

  /**
   * An objective with its current verdicts, one for each service.
   *
   * @param name the objective's name
   * @param version its version
   * @param spec what was promised
   * @param verdicts where it stands
   */
  public record Objective(String name, long version, JsonNode spec, List<JsonNode> verdicts) {}

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
                  objective.verdicts().add(ReadModel.json(row.getString(1)));
                }
              }
              return List.copyOf(byName.values());
            });
  }

  /** Every current verdict. */
  public Uni<List<JsonNode>> verdicts() {
    return rows.query(CURRENT, Tuple.tuple())
        .map(
            found -> {
              List<JsonNode> verdicts = new ArrayList<>();
              found.forEach(row -> verdicts.add(ReadModel.json(row.getString(0))));
              return verdicts;
            });
  }

  private static Objective objective(String name, JsonNode definition) {
    return new Objective(
        name, definition.path("version").asLong(), definition.path("spec"), new ArrayList<>());
  }
}

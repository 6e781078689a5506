package dev.tocsin.report.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowIterator;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The course of risk in equal parts of a range: a short peak stays to be seen in a long range. */
@Singleton
public class ScoreCourse {
  private static final String PEAKS =
      """
      SELECT entity, $1::bigint + ($2::bigint - $1::bigint) * part / $3::int AS until, max(risk) FROM (
        SELECT s.entity, s.risk,
          ((s.window_end - $1::bigint) * $3::int - 1) / ($2::bigint - $1::bigint) + 1 AS part
        FROM score s WHERE s.window_end > $1::bigint AND s.window_end <= $2::bigint AND s.entity IN (
          SELECT entity FROM score_current
          WHERE ($4::text IS NULL OR entity = $4) AND ($5::text IS NULL OR service = $5)
          ORDER BY risk DESC, entity LIMIT $6::int)) AS scored
      GROUP BY entity, part ORDER BY part, entity""";

  private final ReadModel rows;

  ScoreCourse(ReadModel rows) {
    this.rows = rows;
  }

  /**
   * The highest risk of an entity in one part.
   *
   * @param entity the entity
   * @param at the end of the part, epoch milliseconds
   * @param risk 0 to 100
   */
  public record Peak(String entity, long at, double risk) {
    /** All its fields. */
    public static final List<String> FIELDS = List.of("entity", "at", "risk");
  }

  /**
   * The peaks of those entities that are riskiest now, oldest first; a part without scores has
   * none.
   */
  public Uni<List<JsonNode>> peaks(String entity, String service, int entities, Parts parts) {
    return rows.query(
            PEAKS, parts.parameters().addString(entity).addString(service).addInteger(entities))
        .map(
            found -> {
              List<JsonNode> peaks = new ArrayList<>();
              for (RowIterator<Row> each = found.iterator(); each.hasNext(); ) {
                Row row = each.next();
                peaks.add(
                    Json.mapper()
                        .valueToTree(new Peak(row.getString(0), row.getLong(1), row.getDouble(2))));
              }
              return peaks;
            });
  }
}

package dev.tocsin.report.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * The course of verdicts in equal parts of a range. Each part costs one look into the index for
 * each service level, however many verdicts lie in it.
 */
@Singleton
public class VerdictCourse {
  private static final String COURSE =
      "SELECT v.body FROM "
          + Parts.ROWS
          + """
          CROSS JOIN LATERAL (
            SELECT body FROM verdict WHERE objective = $4 AND service = $5
              AND period_end > range.since AND period_end <= range.until
            ORDER BY period_end DESC LIMIT 1) AS v
          ORDER BY part""";

  private static final String TREND =
      """
      SELECT range.until, count(*) FILTER (WHERE v.status = 'MET'), count(*) FILTER (WHERE v.status = 'VIOLATED'),
        count(*) FILTER (WHERE v.status = 'INCONCLUSIVE'), count(*) FILTER (WHERE v.status = 'NO_DATA')
      FROM\s"""
          + Parts.ROWS
          + """
          LEFT JOIN LATERAL (
            SELECT newest.status FROM verdict_current c CROSS JOIN LATERAL (
              SELECT status FROM verdict WHERE objective = c.objective AND service = c.service
                AND period_end > least(range.since, range.until - 3600000) AND period_end <= range.until
              ORDER BY period_end DESC LIMIT 1) AS newest
            WHERE $4::text IS NULL OR c.objective = $4) AS v ON true
          GROUP BY part, range.until ORDER BY part""";

  private final ReadModel rows;

  VerdictCourse(ReadModel rows) {
    this.rows = rows;
  }

  /**
   * How many service levels stood how.
   *
   * @param at the end of the part, epoch milliseconds
   */
  public record Standing(long at, long met, long violated, long inconclusive, long noData) {
    /** All its fields. */
    public static final List<String> FIELDS =
        List.of("at", "met", "violated", "inconclusive", "noData");
  }

  /** The last verdict of each part that has one, oldest first. */
  public Uni<List<JsonNode>> of(String objective, String service, Parts parts) {
    return rows.query(COURSE, parts.parameters().addString(objective).addString(service))
        .map(
            found -> {
              List<JsonNode> verdicts = new ArrayList<>();
              found.forEach(row -> verdicts.add(ReadModel.json(row.getString(0))));
              return verdicts;
            });
  }

  /**
   * A {@link Standing} for each part, of one objective or of all when it is null. A service level
   * counts with its last verdict, which may be an hour older than the part: some are judged rarely.
   */
  public Uni<List<JsonNode>> trend(String objective, Parts parts) {
    return rows.query(TREND, parts.parameters().addString(objective))
        .map(
            found -> {
              List<JsonNode> standings = new ArrayList<>();
              found.forEach(
                  row ->
                      standings.add(
                          Json.mapper()
                              .valueToTree(
                                  new Standing(
                                      row.getLong(0),
                                      row.getLong(1),
                                      row.getLong(2),
                                      row.getLong(3),
                                      row.getLong(4)))));
              return standings;
            });
  }
}

package dev.tocsin.report.persistence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.report.domain.AnomalyRecord;
import dev.tocsin.report.domain.AnomalyRecord.High;
import dev.tocsin.report.domain.AnomalyRecord.Trouble;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Risks over time, what made them, and how they went together with incidents. */
@Singleton
public class Anomalies {
  /** What a report reads. */
  public static final List<String> TABLES = List.of("score", "incident");

  /** Most high windows that are counted by cause; the newest. */
  public static final int MOST_EXPLAINED = 2_000;

  private static final int PARTS = 60;

  /** Most high windows, and most incidents, that are held against each other. */
  private static final int MOST_COMPARED = 100_000;

  private static final String WHERE =
      " FROM score WHERE window_end > $1 AND window_end <= $2"
          + " AND ($3::text IS NULL OR service = $3) AND ($4::text IS NULL OR entity = $4)";

  private static final String COURSE =
      "SELECT (window_end - $1 - 1) * "
          + PARTS
          + " / ($2 - $1) AS part, count(*), max(risk), avg(risk), count(*) FILTER (WHERE risk >="
          + " $5)"
          + WHERE
          + " GROUP BY part ORDER BY part";

  private static final String HIGH =
      "SELECT service, window_end" + WHERE + " AND risk >= $5 ORDER BY window_end DESC";

  private static final String EXPLAINED =
      "SELECT entity, risk, body" + WHERE + " AND risk >= $5 ORDER BY window_end DESC, entity";

  private static final String INCIDENTS =
      "SELECT service, started_at, resolved_at FROM incident WHERE began >= $1 AND began < $2"
          + " AND started_at IS NOT NULL AND ($3::text IS NULL OR service = $3)";

  private final ReadModel rows;

  Anomalies(ReadModel rows) {
    this.rows = rows;
  }

  /**
   * What a report is about; null filters nothing.
   *
   * @param from epoch milliseconds, exclusive: a score is that of its window's end
   * @param to epoch milliseconds, inclusive
   * @param minRisk at or over which a risk is high
   */
  public record Selection(long from, long to, String service, String entity, double minRisk) {}

  /**
   * One of {@value #PARTS} equal parts of the range that has scores.
   *
   * @param at the part's end, epoch milliseconds
   * @param windows how many scores
   * @param max the highest risk
   * @param mean the mean risk
   * @param high how many were high
   */
  public record Part(long at, long windows, double max, double mean, long high) {}

  /**
   * How much a feature contributed to the newest high risks.
   *
   * @param share of all contributions, 0 to 1
   * @param windows in how many it contributed
   */
  public record Feature(String feature, double share, long windows) {}

  /** An entity's high windows. */
  public record Risky(String entity, long high, double max) {}

  /** All of it. */
  public record Found(
      List<Part> course, List<Feature> contributions, List<Risky> entities, AnomalyRecord record) {}

  /** Reads it. For a thread that may wait. */
  public Found find(Selection of) {
    List<Part> course = new ArrayList<>();
    rows.collect(
        about(of, COURSE), PARTS, parameters(of), course, (to, row) -> to.add(part(of, row)));
    List<High> high = new ArrayList<>();
    rows.collect(
        about(of, HIGH),
        MOST_COMPARED,
        parameters(of),
        high,
        (to, row) -> to.add(new High(row.getString(0), row.getLong(1))));
    List<Trouble> incidents = new ArrayList<>();
    rows.collect(
        about(of, INCIDENTS),
        MOST_COMPARED,
        Tuple.of(of.from(), of.to(), of.service()),
        incidents,
        (to, row) -> to.add(new Trouble(row.getString(0), row.getLong(1), row.getLong(2))));
    Explained explained =
        rows.collect(
            about(of, EXPLAINED),
            MOST_EXPLAINED,
            parameters(of),
            new Explained(),
            (to, row) -> to.add(row));
    return new Found(
        course, explained.contributions(), explained.entities(), AnomalyRecord.of(high, incidents));
  }

  private static String about(Selection of, String sql) {
    return Filter.chosen(sql, "service", 3, of.service());
  }

  private static Tuple parameters(Selection of) {
    return Tuple.of(of.from(), of.to(), of.service(), of.entity(), of.minRisk());
  }

  private static Part part(Selection of, Row row) {
    long length = of.to() - of.from();
    return new Part(
        of.from() + length * (row.getLong(0) + 1) / PARTS,
        row.getLong(1),
        row.getDouble(2),
        row.getDouble(3),
        row.getLong(4));
  }

  private static final class Explained {
    private final Map<String, double[]> features = new HashMap<>();
    private final Map<String, double[]> entities = new HashMap<>();

    void add(Row row) {
      String entity = row.getString(0);
      double risk = row.getDouble(1);
      double[] seen = entities.computeIfAbsent(entity, k -> new double[2]);
      seen[0]++;
      seen[1] = Math.max(seen[1], risk);
      JsonNode score = ReadModel.json(row.getString(2));
      for (JsonNode each : score.path("contributions")) {
        double[] sum = features.computeIfAbsent(each.path("feature").asText(), k -> new double[2]);
        sum[0] += each.path("share").asDouble();
        sum[1]++;
      }
    }

    List<Feature> contributions() {
      double all = features.values().stream().mapToDouble(each -> each[0]).sum();
      return features.entrySet().stream()
          .filter(each -> all > 0)
          .map(e -> new Feature(e.getKey(), e.getValue()[0] / all, (long) e.getValue()[1]))
          .sorted(Comparator.comparing(Feature::share).reversed())
          .toList();
    }

    List<Risky> entities() {
      return entities.entrySet().stream()
          .map(e -> new Risky(e.getKey(), (long) e.getValue()[0], e.getValue()[1]))
          .sorted(Comparator.comparing(Risky::high).reversed().thenComparing(Risky::entity))
          .toList();
    }
  }
}

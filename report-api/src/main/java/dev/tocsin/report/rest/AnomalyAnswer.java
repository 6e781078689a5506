package dev.tocsin.report.rest;

import dev.tocsin.report.domain.AnomalyRecord;
import dev.tocsin.report.persistence.Anomalies;
import dev.tocsin.report.scorer.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The anomaly report as it is answered.
 *
 * @param course the risk over time, in at most 60 equal parts; a part without scores is missing
 * @param contributions what made the newest high risks, greatest share first
 * @param entities who had the newest high risks, most first
 * @param clusters which entities behave alike now: a picture of each instance of the scorer; none
 *     when no instance answers
 * @param record how well high risks and incidents went together
 * @param about how to read it
 */
public record AnomalyAnswer(
    List<Anomalies.Part> course,
    List<Anomalies.Feature> contributions,
    List<Anomalies.Risky> entities,
    List<Scorer.Picture> clusters,
    AnomalyRecord record,
    About about)
    implements ReportAnswer {

  @Override
  public List<Sheet> sheets() {
    return List.of(
        Sheet.of(
            "Risk",
            List.of("at", "windows", "max", "mean", "high"),
            course,
            each -> List.of(each.at(), each.windows(), each.max(), each.mean(), each.high())),
        Sheet.of(
            "Contributions",
            List.of("feature", "share", "windows"),
            contributions,
            each -> List.of(each.feature(), each.share(), each.windows())),
        Sheet.of(
            "Entities",
            List.of("entity", "high", "max"),
            entities,
            each -> List.of(each.entity(), each.high(), each.max())),
        Sheet.of(
            "Clusters",
            List.of("axes", "entity", "x", "y"),
            clusters.stream().flatMap(AnomalyAnswer::placed).toList(),
            row -> row),
        Sheet.of(
            "Incidents",
            List.of(
                "episodes",
                "confirmed",
                "precision",
                "incidents",
                "announced",
                "recall",
                "early",
                "medianLeadSeconds"),
            List.of(record),
            each ->
                Arrays.asList(
                    each.episodes(),
                    each.confirmed(),
                    each.precision(),
                    each.incidents(),
                    each.announced(),
                    each.recall(),
                    each.early(),
                    each.medianLeadSeconds())));
  }

  private static Stream<List<Object>> placed(Scorer.Picture picture) {
    return picture.points().stream()
        .map(each -> List.of(picture.axes(), each.entity(), each.x(), each.y()));
  }
}

package dev.tocsin.report.rest;

import dev.tocsin.events.ReportParameters;
import dev.tocsin.report.persistence.Anomalies;
import dev.tocsin.report.scorer.Scorer;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Risks, and what came of them. */
@Path("/api/v1/reports/anomalies")
@Tag(name = "Reports")
@Blocking
public class AnomalyReportResource {
  private static final Duration DEFAULT_RANGE = Duration.ofHours(24);
  private static final double HIGH = 70;
  private static final String METHOD =
      "A window is high at minRisk and over. Contributions and entities are those of the newest "
          + Anomalies.MOST_EXPLAINED
          + " high windows. High windows of a service at most 15 minutes apart are one episode; it"
          + " is confirmed by an incident of its service that lasts then or begins within an hour;"
          + " an incident with such an episode is announced, and early when the episode began"
          + " before it. Precision and recall are of all episodes and incidents of the range (of"
          + " high windows at most the newest 100,000); incidents that are not recorded count"
          + " against precision. Clusters are of the last 128 windows of each entity, as the"
          + " scorer has them now, in the plane of the first two principal components: points of"
          + " the same axes that lie together behave alike; none when the scorer does not answer."
          + " Coverage is the share of 60 equal parts of the range that have"
          + " scores.";

  private final Query query;
  private final Anomalies anomalies;
  private final Scorer scorer;
  private final Memo memo;

  AnomalyReportResource(Query query, Anomalies anomalies, Scorer scorer, Memo memo) {
    this.query = query;
    this.anomalies = anomalies;
    this.scorer = scorer;
    this.memo = memo;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV, ReportAnswer.XLSX, ReportAnswer.PDF})
  @Operation(
      summary = "Anomalies: risk over time, what made it, precision and recall against incidents",
      description =
          "Risk in at most 60 parts of the range, contributions, entities, which of them are alike,"
              + " and the record against incidents. Unless from and to are given: the last 24 hours;"
              + " minRisk is 70 if not said.")
  public AnomalyAnswer anomalies(
      @RestQuery String service,
      @RestQuery String entity,
      @RestQuery String minRisk,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String zone) {
    ReportRange range = query.range(from, to, zone, DEFAULT_RANGE);
    Double least = ReportParameters.minRisk("minRisk", minRisk);
    // To the minute, so that those who ask in the same minute share the answer.
    long until = Math.max(range.from() + 1, range.to() / 60_000 * 60_000);
    Anomalies.Selection selection =
        new Anomalies.Selection(
            range.from(),
            until,
            Query.text(service),
            Query.text(entity),
            least == null ? HIGH : least);
    return memo.answer(selection, Anomalies.TABLES, () -> answer(selection, range));
  }

  private AnomalyAnswer answer(Anomalies.Selection of, ReportRange range) {
    Long asOf = query.asOf();
    Anomalies.Found found = anomalies.find(of);
    return new AnomalyAnswer(
        found.course(),
        found.contributions(),
        found.entities(),
        clusters(of.service()),
        found.record(),
        new About(
            "anomalies",
            METHOD,
            About.filters(
                "service", of.service(),
                "entity", of.entity(),
                "minRisk", Double.toString(of.minRisk())),
            of.from(),
            of.to(),
            range.zone().getId(),
            found.course().size() / 60.0,
            asOf));
  }

  private List<Scorer.Picture> clusters(String service) {
    return scorer
        .pictures(service, null)
        .map(Scorer.Pictures::pictures)
        .onFailure()
        .recoverWithItem(List.of())
        .await()
        .indefinitely();
  }
}

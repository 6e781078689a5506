package dev.tocsin.report.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Verdict;
import dev.tocsin.report.domain.DurationSummary;
import dev.tocsin.report.domain.IncidentReport;
import dev.tocsin.report.domain.ResolutionFrom;
import dev.tocsin.report.domain.WilsonInterval;
import dev.tocsin.report.persistence.Alerts;
import dev.tocsin.report.persistence.CurrentScoreRow;
import dev.tocsin.report.persistence.Incidents;
import dev.tocsin.report.persistence.Objectives;
import dev.tocsin.report.persistence.ReadModel;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.ZoneOffset;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What a first screen needs. */
@Path("/api/v1/overview")
@Tag(name = "Overview")
public class OverviewResource {
  private static final int MOST = 1_000;

  private final Query query;
  private final ReadModel rows;
  private final Objectives objectives;
  private final Alerts alerts;
  private final Uni<IncidentStanding> incidents;

  OverviewResource(
      Query query,
      ReadModel rows,
      Objectives objectives,
      Alerts alerts,
      Incidents incidents,
      Memo memo) {
    this.query = query;
    this.rows = rows;
    this.objectives = objectives;
    this.alerts = alerts;
    this.incidents =
        Uni.createFrom()
            .item(() -> memo.answer("overview", Incidents.TABLES, () -> standing(incidents)))
            .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  /**
   * The first screen.
   *
   * @param asOf newest record time projected, epoch milliseconds; null when nothing is yet
   * @param objectives how many current verdicts say what
   * @param verdicts every current verdict
   * @param alerts the firing alerts
   * @param risks the newest score of each entity, highest risk first
   * @param incidents all incidents of all time
   */
  public record Overview(
      Long asOf,
      Standing objectives,
      @Schema(implementation = Object[].class) List<JsonNode> verdicts,
      @Schema(implementation = Object[].class) List<JsonNode> alerts,
      @Schema(implementation = Object[].class) List<JsonNode> risks,
      IncidentStanding incidents) {}

  /** How many current verdicts say what. */
  public record Standing(long met, long violated, long noData, long inconclusive) {}

  /**
   * All incidents of all time.
   *
   * @param count how many
   * @param open how many are not closed
   * @param breachRate breached of judged, null when none is judged
   * @param judged how many are closed or past their deadline
   * @param breachRateInterval where the rate lies with 95% confidence, null when none is judged
   * @param mttd time from start to detection, seconds
   * @param mttr time from start to resolution, seconds
   */
  public record IncidentStanding(
      long count,
      long open,
      Double breachRate,
      long judged,
      WilsonInterval breachRateInterval,
      DurationSummary mttd,
      DurationSummary mttr) {}

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Where everything stands now, in one answer")
  public Uni<Overview> overview() {
    Sort riskiest = Sort.descending("risk").and("entity");
    Uni<List<JsonNode>> risks = rows.rows(() -> CurrentScoreRow.findAll(riskiest), MOST);
    return Uni.combine()
        .all()
        .unis(risks, objectives.verdicts(), alerts.list("FIRING", null, null, MOST), incidents)
        .with(
            (scores, verdicts, firing, report) ->
                new Overview(query.asOf(), standing(verdicts), verdicts, firing, scores, report));
  }

  private static Standing standing(List<JsonNode> verdicts) {
    return new Standing(
        count(verdicts, Verdict.Status.MET),
        count(verdicts, Verdict.Status.VIOLATED),
        count(verdicts, Verdict.Status.NO_DATA),
        count(verdicts, Verdict.Status.INCONCLUSIVE));
  }

  private static long count(List<JsonNode> verdicts, Verdict.Status status) {
    return verdicts.stream().filter(v -> status.name().equals(v.path("status").asText())).count();
  }

  private static IncidentStanding standing(Incidents incidents) {
    IncidentReport report =
        incidents.report(Incidents.Selection.ALL, ResolutionFrom.STARTED, ZoneOffset.UTC);
    return new IncidentStanding(
        report.all().count(),
        report.open(),
        report.all().breachRate(),
        report.all().judged(),
        report.all().breachRateInterval(),
        report.all().mttd(),
        report.all().mttr());
  }
}

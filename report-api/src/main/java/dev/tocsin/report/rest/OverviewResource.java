package dev.tocsin.report.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Verdict;
import dev.tocsin.report.domain.DurationSummary;
import dev.tocsin.report.domain.IncidentReport;
import dev.tocsin.report.domain.ResolutionFrom;
import dev.tocsin.report.domain.WilsonInterval;
import dev.tocsin.report.persistence.Alerts;
import dev.tocsin.report.persistence.Incidents;
import dev.tocsin.report.persistence.Objectives;
import dev.tocsin.report.persistence.ReadModel;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
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
  private static final String RISKS =
      "SELECT body FROM score_current ORDER BY risk DESC, entity LIMIT " + MOST;

  private static final List<String> TABLES =
      List.of("score_current", "verdict_current", "alert", "command", "definition");

  private final Query query;
  private final ReadModel rows;
  private final Objectives objectives;
  private final Alerts alerts;
  private final Incidents incidents;
  private final Memo memo;
  private final Clock clock;

  OverviewResource(
      Query query,
      ReadModel rows,
      Objectives objectives,
      Alerts alerts,
      Incidents incidents,
      Memo memo,
      Clock clock) {
    this.query = query;
    this.rows = rows;
    this.objectives = objectives;
    this.alerts = alerts;
    this.incidents = incidents;
    this.memo = memo;
    this.clock = clock;
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
  @Blocking
  public Overview overview() {
    IncidentStanding all = memo.answer("incidents", Incidents.TABLES, this::standing);
    // Acknowledgements end with time: who asks in the same second shares the answer.
    return memo.answer(
        new Question(clock.instant().getEpochSecond(), all), TABLES, () -> overview(all));
  }

  private record Question(long second, IncidentStanding incidents) {}

  private Overview overview(IncidentStanding all) {
    Long asOf = query.asOf();
    return Uni.combine()
        .all()
        .unis(rows.bodies(RISKS), objectives.verdicts(), alerts.firing(MOST))
        .with(
            (scores, verdicts, firing) ->
                new Overview(asOf, standing(verdicts), verdicts, firing, scores, all))
        .await()
        .indefinitely();
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

  private IncidentStanding standing() {
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

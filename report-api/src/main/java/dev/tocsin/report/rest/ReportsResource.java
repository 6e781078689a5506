package dev.tocsin.report.rest;

import dev.tocsin.events.ReportParameters;
import dev.tocsin.report.domain.IncidentReport;
import dev.tocsin.report.domain.ResolutionFrom;
import dev.tocsin.report.domain.TelemetryReport;
import dev.tocsin.report.persistence.Incidents;
import dev.tocsin.report.persistence.Slices;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Figures over many records. */
@Path("/api/v1/reports")
@Tag(name = "Reports")
@Blocking
public class ReportsResource {
  private static final Duration DEFAULT_RANGE = Duration.ofHours(24);

  private static final String INCIDENTS_METHOD =
      "Detection is detected - started, acknowledgement acknowledged - detected, resolution"
          + " resolved - started (or - detected), in seconds. What is missing is pending or not"
          + " applicable, what is negative is invalid; none is averaged. Percentiles are by linear"
          + " interpolation. Breached is what the source says, else what an agreement's violation"
          + " says; the rate is of those that are closed or past their deadline, with its 95%"
          + " Wilson interval. A driver breaches more than all do, with 95% confidence. Weeks,"
          + " months and hours are those of the start, in the zone.";

  private static final String TELEMETRY_METHOD =
      "Requests and failures are counted and divided once; mean latency is sum over count;"
          + " percentiles are read from merged sketches, within 1%, never averaged. Failures an"
          + " hour are those of each hour of the range until now. Coverage is the share of days"
          + " with requests.";

  private final Query query;
  private final Incidents incidents;
  private final Slices slices;
  private final Memo memo;

  ReportsResource(Query query, Incidents incidents, Slices slices, Memo memo) {
    this.query = query;
    this.incidents = incidents;
    this.slices = slices;
    this.memo = memo;
  }

  @GET
  @Path("/incidents")
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV, ReportAnswer.XLSX, ReportAnswer.PDF})
  @Operation(
      summary = "Incidents: how many, how often breached, how long",
      description =
          "Durations are seconds; percentiles by linear interpolation. Detection is detected −"
              + " started, acknowledgement acknowledged − detected, resolution resolved − started,"
              + " or resolved − detected with resolutionFrom=detected. A missing point is pending"
              + " while the incident is open, else notApplicable; a negative duration is invalid."
              + " Breached is what the source says (slaMet), else what an agreement's violation"
              + " says; breachRate is breached of judged: closed, or past the deadline;"
              + " breachRateInterval is its 95% Wilson interval. from and"
              + " to apply to the start, from inclusive, to exclusive.")
  public IncidentAnswer incidents(@BeanParam IncidentParameters parameters) {
    IncidentQuestion question =
        new IncidentQuestion(
            parameters.selection(query), parameters.measured(), query.zone(parameters.zone));
    return memo.answer(question, Incidents.TABLES, () -> answer(question));
  }

  private record IncidentQuestion(
      Incidents.Selection selection, ResolutionFrom resolutionFrom, ZoneId zone) {}

  private IncidentAnswer answer(IncidentQuestion question) {
    Incidents.Selection of = question.selection();
    Long asOf = query.asOf();
    IncidentReport report = incidents.report(of, question.resolutionFrom(), question.zone());
    Map<String, String> filters =
        About.filters(
            "service", of.service(),
            "severity", of.severity(),
            "category", of.category(),
            "rootCause", of.rootCause(),
            "team", of.team(),
            "resolutionFrom", question.resolutionFrom().name().toLowerCase(Locale.ROOT));
    return IncidentAnswer.of(
        report,
        new About(
            "incidents",
            INCIDENTS_METHOD,
            filters,
            of.from(),
            of.to(),
            question.zone().getId(),
            null,
            asOf));
  }

  @GET
  @Path("/telemetry")
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV, ReportAnswer.XLSX, ReportAnswer.PDF})
  @Operation(
      summary = "Requests: success, errors, latency, open minutes included",
      description =
          "Latency is milliseconds; the mean exact, percentiles from merged sketches within 1%."
              + " groupBy gives each combination too. Unless from and to are given: the last 24"
              + " hours. A relative from of six hours ago and earlier is that of its full hour.")
  public TelemetryAnswer telemetry(
      @RestQuery String service,
      @RestQuery String region,
      @RestQuery String deviceType,
      @RestQuery String groupBy,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String zone) {
    ReportRange range = query.range(from, to, zone, DEFAULT_RANGE);
    Slices.Selection selection =
        new Slices.Selection(
            range.from(),
            range.readTo(),
            range.zone(),
            Query.text(service),
            Query.text(region),
            Query.text(deviceType),
            ReportParameters.groupBy("groupBy", groupBy));
    return memo.answer(selection, Slices.TABLES, () -> answer(selection, range));
  }

  private TelemetryAnswer answer(Slices.Selection asked, ReportRange range) {
    Slices.Selection of = slices.kept(asked);
    Long asOf = query.asOf();
    TelemetryReport report = slices.report(of, range.until());
    return TelemetryAnswer.of(
        report,
        new About(
            "telemetry",
            TELEMETRY_METHOD,
            About.filters(
                "service", of.service(), "region", of.region(), "deviceType", of.deviceType()),
            of.from(),
            range.to(),
            range.zone().getId(),
            report.coverage(),
            asOf));
  }
}

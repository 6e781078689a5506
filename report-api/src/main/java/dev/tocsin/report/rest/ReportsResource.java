package dev.tocsin.report.rest;

import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.report.domain.ResolutionFrom;
import dev.tocsin.report.persistence.Incidents;
import dev.tocsin.report.persistence.Slices;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Figures over many records. */
@Path("/api/v1/reports")
@Tag(name = "Reports")
@Blocking
public class ReportsResource {
  private static final Duration DEFAULT_RANGE = Duration.ofHours(24);

  private final Query query;
  private final Incidents incidents;
  private final Slices slices;
  private final Clock clock;

  ReportsResource(Query query, Incidents incidents, Slices slices, Clock clock) {
    this.query = query;
    this.incidents = incidents;
    this.slices = slices;
    this.clock = clock;
  }

  @GET
  @Path("/incidents")
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
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
  public IncidentAnswer incidents(
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String service,
      @RestQuery String severity,
      @RestQuery String category,
      @RestQuery String rootCause,
      @RestQuery String team,
      @RestQuery String resolutionFrom) {
    String measured = query.name("resolutionFrom", resolutionFrom, ResolutionFrom.class);
    Incidents.Selection selection =
        new Incidents.Selection(
            query.time("from", from),
            query.time("to", to),
            Query.text(service),
            Query.text(severity),
            Query.text(category),
            Query.text(rootCause),
            Query.text(team));
    Long asOf = query.asOf();
    return IncidentAnswer.of(
        incidents.report(
            selection,
            measured == null ? ResolutionFrom.STARTED : ResolutionFrom.valueOf(measured)),
        asOf);
  }

  @GET
  @Path("/telemetry")
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "Requests: success, errors, latency, open minutes included",
      description =
          "Latency is milliseconds; the mean exact, percentiles from merged sketches within 1%."
              + " Days are UTC. Unless from and to are given: the last 24 hours.")
  public TelemetryAnswer telemetry(
      @RestQuery String service,
      @RestQuery String region,
      @RestQuery String deviceType,
      @RestQuery String from,
      @RestQuery String to) {
    Long end = query.time("to", to);
    Long start = query.time("from", from);
    // The newest minute ends in the future.
    long until = end == null ? clock.millis() + 60_000 : end;
    long since =
        start == null ? (end == null ? clock.millis() : end) - DEFAULT_RANGE.toMillis() : start;
    if (since >= until) {
      throw new InvalidFieldException("from", "must be before to");
    }
    Long asOf = query.asOf();
    return slices
        .report(
            new Slices.Selection(
                since, until, Query.text(service), Query.text(region), Query.text(deviceType)))
        .map(report -> TelemetryAnswer.of(report, since, until, asOf))
        .orElseThrow(
            () ->
                new InvalidFieldException(
                    "from",
                    "the range has more than "
                        + slices.most()
                        + " slices: ask for a shorter one or fewer services"));
  }
}

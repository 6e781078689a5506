package dev.tocsin.report.rest;

import dev.tocsin.report.persistence.Filter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Incidents, each by its newest event. */
@Path("/api/v1/incidents")
@Tag(name = "Incidents")
public class IncidentsResource {
  private static final List<String> COLUMNS =
      List.of(
          "incidentId",
          "service",
          "severity",
          "state",
          "rootCause",
          "team",
          "category",
          "startedAt",
          "detectedAt",
          "acknowledgedAt",
          "mitigatedAt",
          "resolvedAt",
          "slaMet",
          "timestamp");

  private static final Keyset ORDER =
      new Keyset(List.of("began", "incidentId"), List.of("startedAt", "timestamp"));
  private final Query query;

  IncidentsResource(Query query) {
    this.query = query;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(summary = "Incidents, the latest start first")
  public Listing list(
      @RestQuery String service,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String limit,
      @RestQuery String cursor) {
    Filter filter =
        new Filter()
            .is("service", Query.text(service))
            .atLeast("began", query.time("from", from))
            .under("began", query.time("to", to))
            .behind(ORDER.fields(), ORDER.behind(cursor));
    return query.page(
        filter.newest("incident", ORDER.fields()), ORDER, query.limit(limit), COLUMNS);
  }
}

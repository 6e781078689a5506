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

/** Broken promises. */
@Path("/api/v1/violations")
@Tag(name = "Objectives")
public class ViolationsResource {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "objective",
          "service",
          "severity",
          "began",
          "ended",
          "withdrawn",
          "incidentId",
          "reason",
          "revision");

  private static final Keyset ORDER = new Keyset("began", "id");
  private final Query query;

  ViolationsResource(Query query) {
    this.query = query;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "Violations that lasted at some time of the range, newest first",
      description = "open=true gives those that still last; one that was withdrawn never was open.")
  public Listing list(
      @RestQuery String objective,
      @RestQuery String service,
      @RestQuery String open,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String limit,
      @RestQuery String cursor) {
    Filter filter =
        new Filter()
            .is("objective", Query.text(objective))
            .is("service", Query.text(service))
            .absentOrAtLeast("ended", query.time("from", from))
            .under("began", query.time("to", to))
            .behind(ORDER.fields(), ORDER.behind(cursor));
    Boolean lasting = query.flag("open", open);
    if (lasting != null) {
      filter.and(lasting ? "ended is null and not withdrawn" : "(ended is not null or withdrawn)");
    }
    return query.page(
        filter.newest("violation", ORDER.fields()), ORDER, query.limit(limit), COLUMNS);
  }
}

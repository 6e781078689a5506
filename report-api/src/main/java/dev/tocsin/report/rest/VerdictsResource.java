package dev.tocsin.report.rest;

import dev.tocsin.report.persistence.Filter;
import dev.tocsin.report.persistence.VerdictRow;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** The history of verdicts. */
@Path("/api/v1/verdicts")
@Tag(name = "Objectives")
public class VerdictsResource {
  private static final List<String> COLUMNS =
      List.of(
          "objective",
          "service",
          "periodStart",
          "periodEnd",
          "status",
          "state",
          "sli",
          "value",
          "target",
          "bound",
          "budgetRemaining",
          "good",
          "total",
          "coverage",
          "windowFull",
          "revision",
          "definitionVersion");

  private final Query query;

  VerdictsResource(Query query) {
    this.query = query;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "Verdicts whose period ends in the range, newest first",
      description = "Each is the highest revision of its period end.")
  public Uni<Listing> history(
      @RestQuery String objective,
      @RestQuery String service,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String limit) {
    Filter filter =
        new Filter()
            .is("objective", Query.text(objective))
            .is("service", Query.text(service))
            .atLeast("periodEnd", query.time("from", from))
            .under("periodEnd", query.time("to", to));
    Sort newest = Sort.descending("periodEnd").and("objective").and("service");
    return query.list(
        () -> VerdictRow.find(filter.where(), newest, filter.parameters()),
        query.limit(limit),
        COLUMNS);
  }
}

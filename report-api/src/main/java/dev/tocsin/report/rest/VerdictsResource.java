package dev.tocsin.report.rest;

import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.report.persistence.Filter;
import dev.tocsin.report.persistence.VerdictCourse;
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

  private static final Keyset ORDER = new Keyset("periodEnd", "objective", "service");

  private final Query query;
  private final VerdictCourse course;

  VerdictsResource(Query query, VerdictCourse course) {
    this.query = query;
    this.course = course;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "Verdicts whose period ends in the range, newest first",
      description = "Each is the highest revision of its period end.")
  public Listing history(
      @RestQuery String objective,
      @RestQuery String service,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String limit,
      @RestQuery String cursor) {
    Filter filter =
        new Filter()
            .is("objective", Query.text(objective))
            .is("service", Query.text(service))
            .atLeast("periodEnd", query.time("from", from))
            .under("periodEnd", query.time("to", to))
            .behind(ORDER.fields(), ORDER.behind(cursor));
    return query.page(filter.newest("verdict", ORDER.fields()), ORDER, query.limit(limit), COLUMNS);
  }

  @GET
  @Path("/course")
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "One service level over time: the last verdict of each equal part of the range",
      description = "Oldest first; a part without a verdict has none. Default: 120 parts of 24 h.")
  public Uni<Listing> course(
      @RestQuery String objective,
      @RestQuery String service,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String points) {
    if (Query.text(objective) == null || Query.text(service) == null) {
      throw new InvalidFieldException(
          Query.text(objective) == null ? "objective" : "service", "is required");
    }
    return course
        .of(objective, service, query.parts(from, to, points))
        .map(found -> query.listing(found, Query.MOST_POINTS, COLUMNS));
  }

  @GET
  @Path("/trend")
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "How many service levels stood how, at the end of each equal part of the range",
      description =
          "Each counts with its last verdict, at most an hour old. Default: 120 parts of 24 h.")
  public Uni<Listing> trend(
      @RestQuery String objective,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String points) {
    return course
        .trend(Query.text(objective), query.parts(from, to, points))
        .map(found -> query.listing(found, Query.MOST_POINTS, VerdictCourse.Standing.FIELDS));
  }
}

package dev.tocsin.report.rest;

import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.report.persistence.Filter;
import dev.tocsin.report.persistence.VerdictCourse;
import dev.tocsin.report.persistence.VerdictRow;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
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

  private static final int MOST_POINTS = 500;
  private static final Keyset ORDER = new Keyset("periodEnd", "objective", "service");

  private final Query query;
  private final VerdictCourse course;
  private final Clock clock;

  VerdictsResource(Query query, VerdictCourse course, Clock clock) {
    this.query = query;
    this.course = course;
    this.clock = clock;
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
      @RestQuery String limit,
      @RestQuery String cursor) {
    Filter filter =
        new Filter()
            .is("objective", Query.text(objective))
            .is("service", Query.text(service))
            .atLeast("periodEnd", query.time("from", from))
            .under("periodEnd", query.time("to", to))
            .behind(ORDER.fields(), ORDER.behind(cursor));
    return query.page(
        () -> VerdictRow.find(filter.where(), ORDER.sort(), filter.parameters()),
        ORDER,
        query.limit(limit),
        COLUMNS);
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
        .of(objective, service, parts(from, to, points))
        .map(found -> query.listing(found, MOST_POINTS, COLUMNS));
  }

  @GET
  @Path("/trend")
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "How many service levels stood how, at the end of each equal part of the range",
      description = "Each counts with its last verdict of that part. Default: 120 parts of 24 h.")
  public Uni<Listing> trend(
      @RestQuery String objective,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String points) {
    return course
        .trend(Query.text(objective), parts(from, to, points))
        .map(found -> query.listing(found, MOST_POINTS, VerdictCourse.Standing.FIELDS));
  }

  private VerdictCourse.Parts parts(String from, String to, String points) {
    long end = query.time("to", to) == null ? clock.millis() : query.time("to", to);
    Long start = query.time("from", from);
    Double wanted = query.number("points", points);
    int parts = wanted == null ? 120 : wanted.intValue();
    if (parts < 2 || parts > MOST_POINTS) {
      throw new InvalidFieldException("points", "must be a whole number from 2 to " + MOST_POINTS);
    }
    long since = start == null ? end - Duration.ofHours(24).toMillis() : start;
    if (since >= end) {
      throw new InvalidFieldException("from", "must be before to");
    }
    return new VerdictCourse.Parts(since, end, parts);
  }
}

package dev.tocsin.report.rest;

import dev.tocsin.report.persistence.Filter;
import dev.tocsin.report.persistence.ScoreCourse;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Risk scores. */
@Path("/api/v1/scores")
@Tag(name = "Anomalies")
public class ScoresResource {
  private static final List<String> COLUMNS =
      List.of(
          "entity",
          "service",
          "windowStart",
          "windowEnd",
          "risk",
          "confidence",
          "mode",
          "modelId",
          "rawScore",
          "sustained",
          "contributions");

  private static final Keyset ORDER = new Keyset("windowEnd", "entity");
  private static final int MOST_ENTITIES = 100;

  private final Query query;
  private final ScoreCourse course;

  ScoresResource(Query query, ScoreCourse course) {
    this.query = query;
    this.course = course;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(summary = "Scores whose window ends in the range, newest first")
  public Listing history(
      @RestQuery String entity,
      @RestQuery String service,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String minRisk,
      @RestQuery String limit,
      @RestQuery String cursor) {
    Filter filter =
        new Filter()
            .is("entity", Query.text(entity))
            .is("service", Query.text(service))
            .atLeast("windowEnd", query.time("from", from))
            .under("windowEnd", query.time("to", to))
            .atLeast("risk", query.number("minRisk", minRisk))
            .behind(ORDER.fields(), ORDER.behind(cursor));
    return query.page(filter.newest("score", ORDER.fields()), ORDER, query.limit(limit), COLUMNS);
  }

  @GET
  @Path("/latest")
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(summary = "The newest score of each entity, highest risk first")
  public Listing latest(@RestQuery String service, @RestQuery String limit) {
    Filter filter = new Filter().is("service", Query.text(service));
    List<String> riskiest = List.of("risk", "entity");
    return query.list(filter.newest("score_current", riskiest), query.limit(limit), COLUMNS);
  }

  @GET
  @Path("/course")
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "The highest risk in each equal part of the range, of the riskiest entities",
      description =
          "Oldest first; limit is how many entities, 10 unless said, 100 at most."
              + " Default: 120 parts of 24 h.")
  public Uni<Listing> course(
      @RestQuery String entity,
      @RestQuery String service,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String points,
      @RestQuery String limit) {
    int entities = limit == null ? 10 : Math.min(MOST_ENTITIES, query.limit(limit));
    return course
        .peaks(Query.text(entity), Query.text(service), entities, query.parts(from, to, points))
        .map(found -> query.listing(found, Integer.MAX_VALUE, ScoreCourse.Peak.FIELDS));
  }
}

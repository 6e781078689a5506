package dev.tocsin.report.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import dev.tocsin.report.evaluator.Evaluator;
import dev.tocsin.report.persistence.Objectives;
import dev.tocsin.report.persistence.Objectives.Objective;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** Objectives with their current verdicts. */
@Path("/api/v1/objectives")
@Tag(name = "Objectives")
public class ObjectivesResource {
  private static final List<String> COLUMNS =
      List.of("name", "version", "spec.title", "spec.service", "spec.target", "verdicts");

  private final Query query;
  private final Objectives objectives;
  private final Evaluator evaluator;

  ObjectivesResource(Query query, Objectives objectives, Evaluator evaluator) {
    this.query = query;
    this.objectives = objectives;
    this.evaluator = evaluator;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(summary = "All objectives with the current verdict for each service")
  public Uni<Listing> list() {
    return objectives
        .list(null)
        .map(
            found -> {
              List<JsonNode> items =
                  found.stream().map(o -> Json.mapper().<JsonNode>valueToTree(o)).toList();
              return query.listing(items, Integer.MAX_VALUE, COLUMNS);
            });
  }

  @GET
  @Path("/{name}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "One objective with the newest verdict for each service",
      description =
          "As the evaluator knows it, else as it is projected; ageSeconds says since when.")
  public Uni<Objective> get(@RestPath String name) {
    return Uni.combine()
        .all()
        .unis(objectives.list(name), evaluator.newest(name))
        .with(
            (found, newest) -> {
              if (found.isEmpty()) {
                throw ProblemException.notFound("there is no objective of this name");
              }
              return found.get(0).with(newest);
            });
  }
}

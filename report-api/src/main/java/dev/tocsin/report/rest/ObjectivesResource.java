package dev.tocsin.report.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
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

  ObjectivesResource(Query query, Objectives objectives) {
    this.query = query;
    this.objectives = objectives;
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
  @Operation(summary = "One objective with the current verdict for each service")
  public Uni<Objective> get(@RestPath String name) {
    return objectives
        .list(name)
        .map(
            found -> {
              if (found.isEmpty()) {
                throw ProblemException.notFound("there is no objective of this name");
              }
              return found.get(0);
            });
  }
}

package dev.tocsin.report.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionForm;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Rejected;
import dev.tocsin.events.SpecCheck;
import dev.tocsin.report.command.DefinitionCatalogue;
import dev.tocsin.report.command.DefinitionCatalogue.Change;
import dev.tocsin.report.persistence.Filter;
import dev.tocsin.report.persistence.ReadModel;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What people declare: objectives, rules, agreements, routes, receivers, dashboards, … */
@Path("/api/v1/definitions")
@Tag(name = "Definitions")
public class DefinitionsResource {
  static final String NOBODY = "anonymous";
  private static final String FIND =
      "SELECT body FROM definition WHERE kind = $1 AND name = $2 AND NOT deleted";
  private static final String EXAMPLE =
      "{\"kind\":\"objective\",\"name\":\"SLA_002\",\"spec\":{\"title\":\"API gateway response\","
          + "\"service\":\"api-gateway\",\"indicator\":{\"type\":\"latency\",\"bound\":100},"
          + "\"target\":0.95,\"measurement\":\"1m\",\"evaluation\":\"1h\"}}";

  private final Query query;
  private final ReadModel rows;
  private final DefinitionCatalogue catalogue;

  DefinitionsResource(Query query, ReadModel rows, DefinitionCatalogue catalogue) {
    this.query = query;
    this.rows = rows;
    this.catalogue = catalogue;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(summary = "Definitions by kind and name")
  public Listing list(@RestQuery String kind, @RestQuery String limit) {
    String wanted = Query.text(kind);
    Filter filter =
        new Filter()
            .is("kind", wanted == null ? null : DefinitionKind.of(wanted).json())
            .is("deleted", false);
    int most = limit == null ? Query.LARGEST_LIMIT : query.limit(limit);
    return query.list(filter.records("definition", "kind, name"), most, DefinitionForm.FIELDS);
  }

  @GET
  @Path("/{kind}/{name}")
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "One definition")
  public Uni<JsonNode> get(@RestPath String kind, @RestPath String name) {
    return rows.query(FIND, Tuple.of(DefinitionKind.of(kind).json(), name))
        .map(
            found -> {
              if (found.rowCount() == 0) {
                throw absent();
              }
              return ReadModel.json(found.iterator().next().getString(0));
            });
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @Operation(summary = "Declare something new", description = "409 if it exists.")
  @RequestBody(
      content = @Content(schema = @Schema(implementation = Definition.class, examples = EXAMPLE)))
  @APIResponse(
      responseCode = "201",
      description = "Declared; the next read shows it",
      content = @Content(schema = @Schema(implementation = Definition.class)))
  public Response create(JsonNode body, @RestHeader("X-Actor") String actor) {
    return answer(catalogue.create(DefinitionForm.read(body), orNobody(actor)));
  }

  /**
   * What is wrong with a definition.
   *
   * @param problems empty when it may be declared
   */
  public record Findings(List<Rejected> problems) {}

  @POST
  @Path("/check")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "All that is wrong with a definition",
      description = "Nothing is declared; field is a path such as spec.target.")
  @RequestBody(
      content = @Content(schema = @Schema(implementation = Definition.class, examples = EXAMPLE)))
  public Findings check(JsonNode body) {
    try {
      return new Findings(SpecCheck.problems(DefinitionForm.read(body)));
    } catch (InvalidFieldException e) {
      return new Findings(List.of(e.rejected()));
    }
  }

  @PUT
  @Path("/{kind}/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @Operation(
      summary = "Change a definition, or declare it",
      description = "A version in the body must be the present one; 409 if it is not.")
  @RequestBody(
      content = @Content(schema = @Schema(implementation = Definition.class, examples = EXAMPLE)))
  @APIResponse(
      responseCode = "200",
      description = "Changed; the next read shows it",
      content = @Content(schema = @Schema(implementation = Definition.class)))
  public Response put(
      @RestPath String kind,
      @RestPath String name,
      JsonNode body,
      @RestHeader("X-Actor") String actor) {
    return answer(
        catalogue.put(DefinitionForm.read(body, DefinitionKind.of(kind), name), orNobody(actor)));
  }

  @DELETE
  @Path("/{kind}/{name}")
  @Blocking
  @Operation(summary = "Withdraw a definition", description = "What it judged stays.")
  @APIResponse(responseCode = "204", description = "Withdrawn")
  public Response delete(
      @RestPath String kind, @RestPath String name, @RestHeader("X-Actor") String actor) {
    return answer(catalogue.delete(DefinitionKind.of(kind), name, orNobody(actor)));
  }

  static Response answer(Change change) {
    return switch (change.outcome()) {
      case CREATED -> Response.status(Response.Status.CREATED).entity(change.definition()).build();
      case UPDATED -> Response.ok(change.definition()).build();
      case DELETED -> Response.noContent().build();
      case EXISTS -> throw new ProblemException(409, "exists already; PUT changes it", "name");
      case STALE ->
          throw new ProblemException(
              409,
              change.definition() == null
                  ? "version: it does not exist"
                  : "version: it is at version " + change.definition().version() + " now",
              "version");
      case ABSENT -> throw absent();
    };
  }

  private static String orNobody(String actor) {
    return actor == null || actor.isBlank() ? NOBODY : actor;
  }

  private static ProblemException absent() {
    return ProblemException.notFound("there is no definition of this kind and name");
  }
}

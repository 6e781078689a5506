package dev.tocsin.report.rest;

import dev.tocsin.events.Command;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import dev.tocsin.report.command.ChangeLog;
import dev.tocsin.report.scorer.Scorer;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/**
 * What entities are scored with. The scorer's instances answer, each for the entities that it owns;
 * nobody needs to know which one that is.
 */
@Path("/api/v1/models")
@Tag(name = "Anomalies")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
  private final Scorer scorer;
  private final ChangeLog changes;

  ModelsResource(Scorer scorer, ChangeLog changes) {
    this.scorer = scorer;
    this.changes = changes;
  }

  /**
   * What somebody wants of an entity's models.
   *
   * @param modelId which model is to score; only to promote
   * @param actor who wants it
   * @param reason why, or null
   */
  @Schema(
      examples = "{\"modelId\":\"7c3d1427e93dab41\",\"actor\":\"kim\",\"reason\":\"finds more\"}")
  public record Request(String modelId, String actor, String reason) {}

  @GET
  @Operation(
      summary = "The card of the model that scores, of each entity that has one",
      description =
          "By entity; unanswered is how many of the scorer's instances are missing. 503 when none"
              + " answers.")
  public Uni<Scorer.Models> models() {
    return scorer.models().onFailure().transform(e -> PassedOn.away("anomaly scorer"));
  }

  @GET
  @Path("{entity:.+}")
  @Operation(
      summary = "An entity's models",
      description =
          "The champion, its challenger, both side by side, those that can score again, refused"
              + " ones, and drift: over 0.25 is much.")
  @APIResponse(
      responseCode = "200",
      description = "Cards",
      content = @Content(schema = @Schema(type = SchemaType.OBJECT)))
  public Uni<Response> models(@RestPath String entity) {
    return PassedOn.answer("anomaly scorer", scorer.models(entity));
  }

  @POST
  @Path("{entity:.+}/train")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(summary = "Train the entity's next model now")
  @APIResponse(
      responseCode = "202",
      description = "Kafka has the command",
      content = @Content(schema = @Schema(implementation = Command.class)))
  public Uni<Response> train(@RestPath String entity, Request request) {
    return order(entity, "train", request);
  }

  @POST
  @Path("{entity:.+}/promote")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Let the challenger or an earlier model score",
      description = "Needs modelId; 409 names those that could.")
  @APIResponse(
      responseCode = "202",
      description = "Kafka has the command",
      content = @Content(schema = @Schema(implementation = Command.class)))
  public Uni<Response> promote(@RestPath String entity, Request request) {
    if (request != null && (request.modelId() == null || request.modelId().isBlank())) {
      throw new InvalidFieldException("modelId", "is required: one of the entity's other models");
    }
    return order(entity, "promote", request);
  }

  @POST
  @Path("{entity:.+}/rollback")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Let the model before the present one score",
      description = "409 when there is none.")
  @APIResponse(
      responseCode = "202",
      description = "Kafka has the command",
      content = @Content(schema = @Schema(implementation = Command.class)))
  public Uni<Response> rollback(@RestPath String entity, Request request) {
    return order(entity, "rollback", request);
  }

  private Uni<Response> order(String entity, String what, Request request) {
    Actor.check(request == null ? null : request.actor());
    Actor.checkReason(request.reason());
    return PassedOn.answer(
        "anomaly scorer",
        scorer
            .order(entity, what, Json.write(request))
            .emitOn(Infrastructure.getDefaultWorkerPool())
            .invoke(this::note));
  }

  private void note(HttpResponse<byte[]> answer) {
    if (answer.statusCode() == Response.Status.ACCEPTED.getStatusCode()) {
      changes.commanded(Json.read(answer.body(), Command.class));
    }
  }
}

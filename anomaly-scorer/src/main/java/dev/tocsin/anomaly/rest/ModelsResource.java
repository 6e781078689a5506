package dev.tocsin.anomaly.rest;

import dev.tocsin.anomaly.domain.ModelCard;
import dev.tocsin.anomaly.rest.ModelRegistry.EntityModels;
import dev.tocsin.events.Command;
import dev.tocsin.events.Command.Action;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/**
 * The models of the entities that this instance owns. What changes them goes through Kafka, like
 * everything else that people want: it takes effect when the scorer reads it, exactly once.
 */
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
  private final ModelRegistry registry;
  private final Clock clock;

  ModelsResource(ModelRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
  }

  @GET
  public Page models() {
    return new Page(registry.champions());
  }

  @GET
  @Path("{entity:.+}")
  public Response models(@PathParam("entity") String entity) {
    EntityModels models = registry.of(entity);
    return models == null ? unknown(entity) : Response.ok(models).build();
  }

  /** Trains the next model now. */
  @POST
  @Path("{entity:.+}/train")
  public Response train(@PathParam("entity") String entity, Wish wish) {
    return order(entity, entity, Action.TRAIN, wish);
  }

  /** Lets one of the other models score: the challenger, or an earlier one. */
  @POST
  @Path("{entity:.+}/promote")
  public Response promote(@PathParam("entity") String entity, Wish wish) {
    if (wish == null || wish.modelId == null || wish.modelId.isBlank()) {
      return problem(400, "modelId", "modelId is required: one of the entity's other models");
    }
    EntityModels models = registry.of(entity);
    if (models != null) {
      List<String> known =
          Stream.concat(
                  Stream.ofNullable(models.challenger()).map(ModelCard::modelId), earlier(models))
              .toList();
      if (!known.contains(wish.modelId)) {
        String detail =
            known.isEmpty()
                ? entity + " has no other model that could score"
                : "modelId must be the challenger or a kept model that was not refused: "
                    + String.join(", ", known);
        return problem(409, "modelId", detail);
      }
    }
    return order(entity, entity + "#" + wish.modelId, Action.PROMOTE, wish);
  }

  /** Lets the model before the present one score. */
  @POST
  @Path("{entity:.+}/rollback")
  public Response rollback(@PathParam("entity") String entity, Wish wish) {
    EntityModels models = registry.of(entity);
    if (models != null && earlier(models).findAny().isEmpty()) {
      return problem(409, "entity", entity + " has no earlier model");
    }
    return order(entity, entity, Action.ROLLBACK, wish);
  }

  private static Stream<String> earlier(EntityModels models) {
    return models.others().stream().filter(card -> card.refused() == null).map(ModelCard::modelId);
  }

  private Response order(String entity, String target, Action action, Wish wish) {
    if (wish == null || wish.actor == null || wish.actor.isBlank()) {
      return problem(400, "actor", "actor is required: who wants it");
    }
    if (registry.of(entity) == null) {
      return unknown(entity);
    }
    Command command = new Command(target, action, wish.actor, clock.millis(), wish.reason, null);
    registry.order(command);
    return Response.accepted(command).build();
  }

  private static Response unknown(String entity) {
    return problem(404, "entity", "this instance knows no entity " + entity);
  }

  private static Response problem(int status, String field, String detail) {
    return Problem.of(status, detail, field).response();
  }

  /** A list, as all lists of the API are. */
  public record Page(List<ModelCard> items) {}

  /**
   * Who wants it, and why.
   *
   * @param modelId only to promote
   * @param reason or null
   */
  public record Wish(String modelId, String actor, String reason) {}
}

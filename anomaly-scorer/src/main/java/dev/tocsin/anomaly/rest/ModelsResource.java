package dev.tocsin.anomaly.rest;

import dev.tocsin.anomaly.domain.ModelCard;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The models of the entities that this instance owns. */
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
  private final ModelCards cards;

  ModelsResource(ModelCards cards) {
    this.cards = cards;
  }

  @GET
  public Page models() {
    return new Page(cards.all());
  }

  /** A list, as all lists of the API are. */
  public record Page(List<ModelCard> items) {}
}

package dev.tocsin.anomaly.rest;

import dev.tocsin.anomaly.domain.GroupPicture;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Pictures of the entities that this instance owns: which of them behave alike. */
@Path("/api/v1/pictures")
@Produces(MediaType.APPLICATION_JSON)
public class PicturesResource {
  private final ModelRegistry registry;

  PicturesResource(ModelRegistry registry) {
    this.registry = registry;
  }

  /** All entities, by two principal components; empty when there are none here. */
  @GET
  public GroupPicture picture() {
    return registry.picture();
  }

  /** The service and its instances, by two principal components; empty when it has none here. */
  @GET
  @Path("{service}")
  public GroupPicture picture(@PathParam("service") String service) {
    return registry.picture(service);
  }
}

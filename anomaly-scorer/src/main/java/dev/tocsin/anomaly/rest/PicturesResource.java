package dev.tocsin.anomaly.rest;

import dev.tocsin.anomaly.domain.GroupPicture;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Pictures of the entities that this instance owns: which of them behave alike. */
@Path("/api/v1/pictures")
@Produces(MediaType.APPLICATION_JSON)
public class PicturesResource {
  private final ModelRegistry registry;

  PicturesResource(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * All entities, by two principal components; empty when there are none here.
   *
   * @param group only those of this group, as {@code tocsin.anomaly.groups} declares it, or all
   */
  @GET
  public GroupPicture picture(@QueryParam("group") String group) {
    return group == null || group.isEmpty() ? registry.picture() : registry.pictureOfGroup(group);
  }

  /** The service and its instances, by two principal components; empty when it has none here. */
  @GET
  @Path("{service}")
  public GroupPicture ofService(@PathParam("service") String service) {
    return registry.picture(service);
  }
}

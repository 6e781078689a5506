package dev.tocsin.report.rest;

import dev.tocsin.report.projection.Rebuild;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Making all tables anew from the topics. */
@Path("/api/v1/rebuild")
@Tag(name = "Operation")
public class RebuildResource {
  private final Rebuild rebuild;

  RebuildResource(Rebuild rebuild) {
    this.rebuild = rebuild;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "How far the last rebuild of this instance is")
  public Rebuild.State state() {
    return rebuild.state();
  }

  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Read all topics again into new tables, and put them in place",
      description =
          "What is there is answered meanwhile. What the topics no longer hold is gone afterwards."
              + " 409 while one is running.")
  @APIResponse(
      responseCode = "202",
      description = "It has begun; GET says how far it is",
      content = @Content(schema = @Schema(implementation = Rebuild.State.class)))
  public Response start() {
    if (!rebuild.start()) {
      throw new ProblemException(409, "a rebuild is running already", null);
    }
    return Response.accepted(rebuild.state()).build();
  }
}

package dev.tocsin.ingest.rest;

import dev.tocsin.ingest.domain.EventKind;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Where events are posted. Documented by META-INF/openapi.yaml. */
@Path("/api/v1")
@Consumes(MediaType.WILDCARD)
public class IngestResource {
  private final Ingestion ingestion;

  IngestResource(Ingestion ingestion) {
    this.ingestion = ingestion;
  }

  @POST
  @Path("/telemetry/{kind}")
  public Uni<Response> telemetry(
      @PathParam("kind") String kind, @Context HttpServerRequest request) {
    return EventKind.telemetry(kind)
        .map(known -> ingestion.take(known, request))
        .orElseGet(
            () ->
                ingestion.refuse(
                    Refused.of(
                        Response.Status.NOT_FOUND,
                        "unknown kind of telemetry: must be one of "
                            + String.join(", ", EventKind.telemetryNames())),
                    request));
  }

  @POST
  @Path("/incidents")
  public Uni<Response> incidents(@Context HttpServerRequest request) {
    return ingestion.take(EventKind.INCIDENTS, request);
  }
}

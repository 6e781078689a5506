package dev.tocsin.report.rest;

import dev.tocsin.report.evaluator.Evaluator;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Questions about definitions that are not declared: the SLA evaluator answers them. */
@Path("/api/v1")
@Tag(name = "What if")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class WhatIfResource {
  private static final String EXAMPLE =
      "{\"definition\":{\"kind\":\"objective\",\"name\":\"SLA_002\",\"spec\":{"
          + "\"service\":\"api-gateway\",\"indicator\":{\"type\":\"latency\",\"bound\":80},"
          + "\"target\":0.99,\"evaluation\":\"1h\"}},\"from\":\"now-6h\",\"to\":\"now\"}";

  private final Evaluator evaluator;

  WhatIfResource(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  @POST
  @Path("/what-if")
  @Operation(
      summary = "What an objective would have said, from stored slices",
      description = "Nothing live is touched. Verdicts are thinned: `verdicts` says how many.")
  @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT, examples = EXAMPLE)))
  public Uni<Response> whatIf(byte[] body, @RestQuery String verdicts) {
    return ask("/api/v1/what-if", verdicts, body);
  }

  @POST
  @Path("/replay")
  @Operation(
      summary = "The same, published beside the live history",
      description = "Under NAME@replay-ID: final verdicts and violations, and no alerts.")
  @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT, examples = EXAMPLE)))
  public Uni<Response> replay(byte[] body, @RestQuery String verdicts) {
    return ask("/api/v1/replay", verdicts, body);
  }

  private Uni<Response> ask(String path, String verdicts, byte[] body) {
    return PassedOn.answer("SLA evaluator", evaluator.ask(path, verdicts, body));
  }
}

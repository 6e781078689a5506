package dev.tocsin.report.rest;

import dev.tocsin.report.router.Router;
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

/** What receivers are told; the alert router answers. */
@Path("/api/v1/templates")
@Tag(name = "Notifications")
public class TemplatesResource {
  private static final String EXAMPLE =
      "{\"template\":\"{page.firing.size} firing: {page.group}\",\"escape\":\"plain\"}";

  private final Router router;

  TemplatesResource(Router router) {
    this.router = router;
  }

  @POST
  @Path("/preview")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "What a receiver's template would say",
      description =
          "Of `page`, or of an example. `escape` is plain, html, slack, json or form. 400 says what"
              + " is wrong with the template; 503 when the alert router does not answer.")
  @RequestBody(content = @Content(schema = @Schema(type = SchemaType.OBJECT, examples = EXAMPLE)))
  public Uni<Response> preview(byte[] body) {
    return PassedOn.answer("alert router", router.preview(body));
  }
}

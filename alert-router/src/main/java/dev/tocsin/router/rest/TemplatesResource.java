package dev.tocsin.router.rest;

import dev.tocsin.events.Page;
import dev.tocsin.events.ReceiverSpec.Templates;
import dev.tocsin.router.text.Escape;
import dev.tocsin.router.text.PageText;
import dev.tocsin.router.text.SamplePage;
import dev.tocsin.router.text.TemplateFailedException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** What a receiver's template would say, before anybody is told. */
@Path("/api/v1/templates/preview")
public class TemplatesResource {
  private static final String PROBLEM = "application/problem+json";
  private static final String ESCAPES = "plain, html, slack, json, form";

  private final PageText text = new PageText();

  /**
   * A template to be tried.
   *
   * @param template in the language of Qute
   * @param escape what its place holders' contents are made harmless for: {@code plain} (as is,
   *     also when null), {@code html}, {@code slack}, {@code json} or {@code form}
   * @param page what it is shown; null is an example
   */
  public record Request(String template, String escape, Page page) {}

  /** What comes out. */
  public record Preview(String text) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, PROBLEM})
  @Blocking
  public Response preview(Request request) {
    if (request == null || request.template() == null) {
      return refused("template: is required");
    }
    if (request.template().length() > Templates.LONGEST) {
      return refused("template: must be at most " + Templates.LONGEST + " characters");
    }
    try {
      Escape escape =
          request.escape() == null
              ? Escape.PLAIN
              : Escape.valueOf(request.escape().toUpperCase(Locale.ROOT));
      Page page = request.page() == null ? SamplePage.PAGE : request.page();
      String said = text.preview(request.template(), page, escape);
      return Response.ok(new Preview(said), MediaType.APPLICATION_JSON_TYPE).build();
    } catch (TemplateFailedException e) {
      return refused("template: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return refused("escape: must be one of " + ESCAPES);
    }
  }

  private static Response refused(String detail) {
    return Response.status(Response.Status.BAD_REQUEST)
        .type(PROBLEM)
        .entity(new GroupsResource.Problem("about:blank", "Bad request", 400, detail))
        .build();
  }
}

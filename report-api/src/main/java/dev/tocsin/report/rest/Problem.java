package dev.tocsin.report.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.events.Rejected;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What went wrong (RFC 9457).
 *
 * @param type always {@code about:blank}: the status says the kind
 * @param title the status in words
 * @param status the HTTP status
 * @param detail one sentence for people
 * @param field the field or the query parameter that is to blame, or null
 */
@Schema(
    description = "What went wrong (RFC 9457)",
    examples =
        "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
            + "\"detail\":\"spec.target: must be over 0 and under 1\",\"field\":\"spec.target\"}")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String field) {
  /** The media type of problems. */
  public static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, String detail, String field) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    return new Problem("about:blank", title, status, detail, field);
  }

  /** An answer that blames a field. */
  static Problem rejected(int status, Rejected rejected) {
    String field = rejected.field().isEmpty() ? null : rejected.field();
    String detail = field == null ? rejected.reason() : field + ": " + rejected.reason();
    return of(status, detail, field);
  }

  Response response() {
    Response.ResponseBuilder response =
        Response.status(status).type(MEDIA_TYPE).entity(this).header("Cache-Control", "no-store");
    if (status == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
      response.header("Retry-After", 2);
    }
    return response.build();
  }
}

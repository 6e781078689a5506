package dev.tocsin.sla.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.events.Json;
import jakarta.ws.rs.core.Response;

/**
 * What went wrong (RFC 9457).
 *
 * @param type always {@code about:blank}: the status says the kind
 * @param title the status in words
 * @param status the HTTP status
 * @param detail one sentence for people
 * @param field the field or the query parameter that is to blame, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String field) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Response.ResponseBuilder of(int status, String detail, String field) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    byte[] body = Json.write(new Problem("about:blank", title, status, detail, field));
    return Response.status(status).type(MEDIA_TYPE).entity(body);
  }
}

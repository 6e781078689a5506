package dev.tocsin.anomaly.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;

/**
 * What went wrong (RFC 9457).
 *
 * @param type always {@code about:blank}: the status says the kind
 * @param title the status in words
 * @param status the HTTP status
 * @param detail one sentence for people
 * @param field the field that is to blame, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String field) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, String detail, String field) {
    Response.Status known = Response.Status.fromStatusCode(status);
    String title = known == null ? "Error" : known.getReasonPhrase();
    return new Problem("about:blank", title, status, detail, field);
  }

  Response response() {
    return Response.status(status).type(MEDIA_TYPE).entity(this).build();
  }
}

package dev.tocsin.ingest.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.events.Json;
import dev.tocsin.ingest.domain.Refusal;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Problem details (RFC 9457).
 *
 * @param type {@code about:blank}: the status says what kind of problem it is
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what is wrong and what is allowed
 * @param field the field that is to blame when there is exactly one, or null
 * @param accepted how many events Kafka has acknowledged, or null when none were read
 * @param refused the events that were refused, or null
 * @param refusedCount how many were refused, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String field,
    Integer accepted,
    List<Refusal> refused,
    Integer refusedCount) {
  public static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, String detail) {
    return new Problem("about:blank", title(status), status, detail, null, null, null, null);
  }

  static Problem of(Response.Status status, String detail) {
    return of(status.getStatusCode(), detail);
  }

  String json() {
    return new String(Json.write(this), StandardCharsets.UTF_8);
  }

  Response.ResponseBuilder response() {
    return Response.status(status).type(MEDIA_TYPE).entity(json());
  }

  static String title(int status) {
    Response.Status known = Response.Status.fromStatusCode(status);
    return known == null ? "Error" : known.getReasonPhrase();
  }
}

package dev.tocsin.report.rest;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.http.HttpResponse;

/** Another service's answer, passed on as it came; 503 when it does not answer. */
final class PassedOn {
  private static final int UNAVAILABLE = 503;

  private PassedOn() {}

  static Uni<Response> answer(String service, Uni<HttpResponse<byte[]>> answer) {
    return answer
        .map(
            came ->
                Response.status(came.statusCode())
                    .type(
                        came.headers()
                            .firstValue("Content-Type")
                            .orElse(MediaType.APPLICATION_JSON))
                    .entity(came.body())
                    .build())
        .onFailure(IOException.class)
        .transform(e -> away(service));
  }

  static ProblemException away(String service) {
    return new ProblemException(UNAVAILABLE, "the " + service + " does not answer", null);
  }
}

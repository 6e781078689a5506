package dev.tocsin.ingest.rest;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/** A request that is not served, as the answer that it gets. */
final class Refused extends WebApplicationException {
  /** Seconds that a client should wait before it tries again. */
  static final int RETRY_AFTER = 2;

  private Refused(Response.ResponseBuilder answer) {
    super(answer.build());
  }

  static Refused of(Response.Status status, String detail) {
    return new Refused(Problem.of(status, detail).response());
  }

  static Refused of(Problem problem) {
    return new Refused(problem.response());
  }

  static Refused tooLarge(String what, long limit) {
    return of(Response.Status.REQUEST_ENTITY_TOO_LARGE, what + ": at most " + limit + " bytes");
  }

  static Refused unavailable(String detail) {
    return new Refused(
        Problem.of(Response.Status.SERVICE_UNAVAILABLE, detail)
            .response()
            .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER));
  }

  static Refused unsupported(String detail) {
    return new Refused(
        Problem.of(Response.Status.UNSUPPORTED_MEDIA_TYPE, detail)
            .response()
            .header("Accept-Encoding", "gzip, identity"));
  }
}

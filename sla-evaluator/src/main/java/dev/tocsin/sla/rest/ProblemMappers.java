package dev.tocsin.sla.rest;

import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Rejected;
import dev.tocsin.sla.whatif.RefusedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure becomes a problem. */
class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  Response field(InvalidFieldException e) {
    Rejected rejected = e.rejected();
    boolean named = !rejected.field().isEmpty();
    return Problem.of(
            400,
            named ? rejected.field() + ": " + rejected.reason() : rejected.reason(),
            named ? rejected.field() : null)
        .build();
  }

  @ServerExceptionMapper
  Response refused(RefusedException e) {
    return e.kind() == RefusedException.Kind.TOO_MUCH
        ? Problem.of(422, e.getMessage(), null).build()
        : Problem.of(503, e.getMessage(), null).header(HttpHeaders.RETRY_AFTER, 2).build();
  }

  @ServerExceptionMapper
  Response web(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    String detail =
        switch (status) {
          case 404 -> "there is nothing at this path; /q/openapi lists what there is";
          case 405 -> "this path does not know this method";
          case 413 -> "the body is too large: at most 1 MiB";
          case 415 -> "the body must be application/json";
          default -> e.getResponse().getStatusInfo().getReasonPhrase();
        };
    return Problem.of(status, detail, null).build();
  }

  @ServerExceptionMapper
  Response anything(Throwable e) {
    LOG.error("request failed", e);
    return Problem.of(500, "this should not have happened; the service's log says why", null)
        .build();
  }
}

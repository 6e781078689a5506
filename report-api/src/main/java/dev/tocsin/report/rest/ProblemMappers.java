package dev.tocsin.report.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.report.persistence.UnavailableException;
import dev.tocsin.report.projection.DatabaseErrors;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure becomes a problem. */
class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final String STATEMENT_TIMEOUT = "57014";
  private static final int UNAVAILABLE = 503;

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return e.problem().response();
  }

  @ServerExceptionMapper
  Response field(InvalidFieldException e) {
    return Problem.rejected(400, e.rejected()).response();
  }

  @ServerExceptionMapper
  Response json(JacksonException e) {
    return Problem.of(400, "the body must be a JSON object", null).response();
  }

  /** The framework has one of its own for these, which answers nothing. */
  @ServerExceptionMapper
  Response mismatch(MismatchedInputException e) {
    String field =
        e.getPath().stream()
            .map(at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : at.getFieldName())
            .collect(Collectors.joining("."));
    return field.isEmpty()
        ? json(e)
        : field(new InvalidFieldException(field, "must be of another type than this"));
  }

  @ServerExceptionMapper
  Response notFound(NotFoundException e) {
    return Problem.of(404, "there is nothing at this path; /q/openapi lists what there is", null)
        .response();
  }

  @ServerExceptionMapper
  Response web(WebApplicationException e) {
    Response own = e.getResponse();
    int status = own.getStatus();
    if (e.getCause() instanceof JacksonException bad) {
      return json(bad);
    }
    String detail =
        switch (status) {
          case 400 -> "the request cannot be read";
          case 405 -> "this path does not know this method";
          case 406 -> "answers are application/json or text/csv, reports also format=xlsx or pdf";
          case 413 -> "the body is too large: at most 1 MiB";
          case 415 -> "the body must be application/json";
          default -> own.getStatusInfo().getReasonPhrase();
        };
    Response problem = Problem.of(status, detail, null).response();
    String allow = own.getHeaderString(HttpHeaders.ALLOW);
    return allow == null
        ? problem
        : Response.fromResponse(problem).header(HttpHeaders.ALLOW, allow).build();
  }

  @ServerExceptionMapper
  Response unavailable(UnavailableException e) {
    return Problem.of(UNAVAILABLE, e.getMessage(), null).response();
  }

  @ServerExceptionMapper
  Response kafka(KafkaException e) {
    LOG.warnf("kafka does not take it: reason=%s", e);
    return Problem.of(UNAVAILABLE, "Kafka does not take the change now", null).response();
  }

  @ServerExceptionMapper
  Response anything(Throwable e) {
    Optional<String> state = DatabaseErrors.sqlState(e);
    if (state.filter(STATEMENT_TIMEOUT::equals).isPresent()) {
      String detail = "the report takes too long: ask for a shorter range or fewer services";
      return Problem.of(UNAVAILABLE, detail, null).response();
    }
    if (DatabaseErrors.unavailable(e)) {
      LOG.debugf("database away: reason=%s", e); // the projection warns, once for all
      return Problem.of(UNAVAILABLE, "the database does not answer", null).response();
    }
    LOG.error("request failed", e);
    return Problem.of(500, "this should not have happened; the service's log says why", null)
        .response();
  }
}

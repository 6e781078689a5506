package dev.tocsin.anomaly.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.tocsin.events.Json;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure becomes a problem, whoever finds it: we, the framework, or nobody. */
class ProblemMappers {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMappers.class);

  private static final String BODY =
      "a JSON object with actor (required), reason, and to promote modelId, all of them strings";

  @ServerExceptionMapper
  Response json(JacksonException e) {
    return Problem.of(400, "the body must be " + BODY, null).response();
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
        : Problem.of(400, field + " must be a string", field).response();
  }

  @ServerExceptionMapper
  Response web(WebApplicationException e) {
    Response own = e.getResponse();
    int status = own.getStatus();
    if (e.getCause() instanceof JacksonException bad) {
      return bad instanceof MismatchedInputException mismatch ? mismatch(mismatch) : json(bad);
    }
    String reason = own.getStatusInfo().getReasonPhrase();
    return Problem.of(status, detail(status, reason), null).response();
  }

  @ServerExceptionMapper
  Response kafka(KafkaException e) {
    LOG.warn("kafka does not take the command: reason={}", e.toString());
    return Response.fromResponse(
            Problem.of(503, "Kafka does not take the command now", null).response())
        .header(HttpHeaders.RETRY_AFTER, 2)
        .build();
  }

  @ServerExceptionMapper
  Response anything(Throwable e) {
    LOG.error("request failed", e);
    return Problem.of(500, detail(500, null), null).response();
  }

  /** What no resource answers. */
  void routes(@Observes Router router) {
    router.route().order(Integer.MAX_VALUE).handler(context -> answer(context, 404));
    for (int status : new int[] {400, 404, 405, 413, 500}) {
      router.errorHandler(status, context -> answer(context, status));
    }
  }

  private static void answer(RoutingContext context, int status) {
    if (context.response().ended()) {
      return;
    }
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .end(
            new String(
                Json.write(Problem.of(status, detail(status, null), null)),
                StandardCharsets.UTF_8));
  }

  private static String detail(int status, String otherwise) {
    return switch (status) {
      case 400 -> "the request cannot be read; a body must be " + BODY;
      case 404 ->
          "there is nothing at this path; GET /api/v1/models, /api/v1/models/ENTITY,"
              + " /api/v1/pictures, /api/v1/pictures/SERVICE; POST"
              + " /api/v1/models/ENTITY/{train,promote,rollback}";
      case 405 ->
          "this path does not know this method: GET models and pictures,"
              + " POST /api/v1/models/ENTITY/{train,promote,rollback}";
      case 406 -> "answers are application/json";
      case 413 -> "the body is too large: at most 1 MiB";
      case 415 -> "the body must be application/json: " + BODY;
      case 500 -> "this should not have happened; the service's log says why";
      default -> otherwise == null ? "the request cannot be answered" : otherwise;
    };
  }
}

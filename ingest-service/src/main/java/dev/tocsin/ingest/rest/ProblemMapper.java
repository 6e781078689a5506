package dev.tocsin.ingest.rest;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every error as problem details, whoever finds it: we, the framework, or nobody. */
class ProblemMapper {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  @ServerExceptionMapper
  Response known(WebApplicationException e) {
    Response answer = e.getResponse();
    if (e instanceof Refused) {
      return answer;
    }
    Response.ResponseBuilder problem =
        Problem.of(answer.getStatus(), detail(answer.getStatus(), e.getMessage())).response();
    answer.getHeaders().forEach((name, values) -> values.forEach(v -> problem.header(name, v)));
    return problem.type(Problem.MEDIA_TYPE).build();
  }

  @ServerExceptionMapper
  Response unknown(Throwable e) {
    LOG.error("request failed", e);
    return Problem.of(Response.Status.INTERNAL_SERVER_ERROR, "see the service's log")
        .response()
        .build();
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
    context.request().resume();
    context
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", Problem.MEDIA_TYPE)
        .end(Problem.of(status, detail(status, null)).json());
  }

  private static String detail(int status, String otherwise) {
    return switch (status) {
      case 404 ->
          "nothing here: POST /api/v1/telemetry/{requests,metrics,checks,logs} or /api/v1/incidents";
      case 405 -> "events are posted: the method must be POST";
      default -> otherwise;
    };
  }
}

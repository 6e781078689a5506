package dev.tocsin.report.rest;

import dev.tocsin.events.InvalidFieldException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A link cannot say what it accepts: {@code format=csv} says it in the query. */
class Formats {
  static final String PARAMETER = "format";

  private static final Map<String, String> TYPES =
      new TreeMap<>(
          Map.of(
              "json", MediaType.APPLICATION_JSON,
              "csv", Tabular.CSV,
              "xlsx", ReportAnswer.XLSX,
              "pdf", ReportAnswer.PDF));

  @ServerRequestFilter(preMatching = true)
  void accept(ContainerRequestContext request) {
    String format = request.getUriInfo().getQueryParameters().getFirst(PARAMETER);
    if (format != null) {
      String type = TYPES.get(format);
      if (type == null) {
        throw new InvalidFieldException(
            PARAMETER, "must be one of " + String.join(", ", TYPES.keySet()));
      }
      request.getHeaders().putSingle(HttpHeaders.ACCEPT, type);
    }
  }
}

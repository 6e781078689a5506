package dev.tocsin.report.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Says in the OpenAPI document what holds at every path, so that no resource has to repeat it: what
 * a parameter of this name means, which problems can come, and an example of each answer.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class OpenApiCompletion implements OASFilter {
  private static final String TIME =
      "RFC 3339 (2026-11-21T09:00:00Z), epoch milliseconds, now, now-6h, or now-1d/d; ";

  private static final Map<String, String[]> PARAMETERS =
      Map.ofEntries(
          parameter("from", TIME + "inclusive", "now-6h"),
          parameter("to", TIME + "exclusive", "now"),
          parameter("limit", "Most items, 1 to 10000; the answer says when there are more", "100"),
          parameter(
              "cursor", "The next of the answer before: the page behind it", "WzE3OTUsImEiXQ"),
          parameter("zone", "Where days begin, an IANA zone; UTC if not said", "Europe/London"),
          parameter("groupBy", "service, region, deviceType, day, with commas", "service,day"),
          parameter("Last-Event-ID", "The last event that the client has", "1f0c9a2b-17"),
          parameter("service", "Only this service", "payments"),
          parameter("schedule", "Only this report schedule", "weekly-incidents"),
          parameter("objective", "Only this objective", "SLA_002"),
          parameter("entity", "Only this entity: a service, or service/instance", "payments/p-1"),
          parameter("minRisk", "Least risk, 0 to 100", "70"),
          parameter("open", "true: only those that last; false: only those that do not", "true"),
          parameter("status", "firing or resolved", "firing"),
          parameter("fingerprint", "The alert's fingerprint", "4f1d2c3b5a697887"),
          parameter("receiver", "Only what was decided about this receiver", "ops"),
          parameter("decision", "Only this decision, such as delivered or suppressed", "delivered"),
          parameter("kind", "objective, rule, agreement, route, receiver, …", "objective"),
          parameter("name", "The definition's or the objective's name", "SLA_002"),
          parameter("severity", "As the source writes it", "high"),
          parameter("category", "As the source writes it; unknown for none", "network"),
          parameter("rootCause", "As the source writes it; unknown for none", "database slowdown"),
          parameter("team", "As the source writes it; unknown for none", "platform"),
          parameter("resolutionFrom", "started (the default) or detected", "started"),
          parameter("region", "Only this region; unknown for none", "eu-west"),
          parameter("deviceType", "Only this type of device; unknown for none", "pos-terminal"),
          parameter("verdicts", "About how many verdicts to list, or all; 100 if not said", "0"),
          parameter("metric", "This metric, with a bound, instead of rules", "disk"),
          parameter("bound", "What the metric must not exceed", "90"),
          parameter("state", "active, silent or lost", "silent"),
          parameter("points", "In how many equal parts the range is cut, 2 to 500", "120"),
          parameter(
              "series",
              "requests, errorRate, availability, meanLatency, risk or metric:NAME",
              "meanLatency"),
          parameter("otherSeries", "The other one, as series", "errorRate"),
          parameter("otherService", "Whose it is; the same service's if not said", "payments"),
          parameter("maxLag", "Largest lag in hours, 0 to 168", "24"),
          parameter("degree", "Degree of the polynomial, 1 to 5", "1"),
          parameter("window", "Hours of the moving average, 2 to 720", "24"),
          parameter("method", "robust or z", "robust"),
          parameter("threshold", "From how many deviations on, 1 to 50", "4"),
          parameter("X-Actor", "Who makes the change, for the audit", "kim"));

  private static final Map<String, String> PROBLEMS =
      Map.of(
          "400", "A parameter or a field is wrong: `field` names it, `detail` says what is allowed",
          "404", "There is no such thing",
          "409", "It exists already, or is at another version",
          "503", "The database or Kafka does not answer; try again after Retry-After seconds");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    JsonNode examples = examples();
    PROBLEMS.forEach((status, text) -> api.getComponents().addResponse(status, problem(text)));
    api.getPaths()
        .getPathItems()
        .forEach(
            (path, item) ->
                item.getOperations()
                    .forEach((method, operation) -> complete(path, method, operation, examples)));
  }

  private static void complete(
      String path, PathItem.HttpMethod method, Operation operation, JsonNode examples) {
    if (operation.getParameters() != null) {
      operation.getParameters().forEach(OpenApiCompletion::describe);
    }
    refer(operation, "400");
    refer(operation, "503");
    if (path.contains("{")) {
      refer(operation, "404");
    }
    if (path.startsWith("/api/v1/definitions") && method != PathItem.HttpMethod.GET) {
      refer(operation, "409");
    }
    JsonNode example = examples.path(method + " " + path);
    operation
        .getResponses()
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (status.startsWith("2") && response.getContent() != null) {
                illustrate(response, example);
              }
            });
  }

  private static void describe(Parameter parameter) {
    String[] meaning = PARAMETERS.get(parameter.getName());
    if (meaning != null) {
      parameter.description(meaning[0]).example(meaning[1]);
    }
  }

  private static void refer(Operation operation, String status) {
    operation.getResponses().addAPIResponse(status, OASFactory.createAPIResponse().ref(status));
  }

  private static void illustrate(APIResponse response, JsonNode example) {
    MediaType json = response.getContent().getMediaType("application/json");
    if (json != null && !example.isMissingNode()) {
      json.example(Json.mapper().convertValue(example, Object.class));
    }
    MediaType csv = response.getContent().getMediaType(Tabular.CSV);
    if (csv != null) {
      csv.schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING));
    }
  }

  private static APIResponse problem(String description) {
    Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    Schema number = OASFactory.createSchema().addType(Schema.SchemaType.INTEGER);
    Schema schema =
        OASFactory.createSchema()
            .addType(Schema.SchemaType.OBJECT)
            .addProperty("type", text)
            .addProperty("title", text)
            .addProperty("status", number)
            .addProperty("detail", text)
            .addProperty("field", text);
    return OASFactory.createAPIResponse()
        .description(description)
        .content(
            OASFactory.createContent()
                .addMediaType(Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(schema)));
  }

  private static JsonNode examples() {
    try (InputStream in = OpenApiCompletion.class.getResourceAsStream("examples.json")) {
      return Json.read(in.readAllBytes(), JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map.Entry<String, String[]> parameter(String name, String text, String example) {
    return Map.entry(name, new String[] {text, example});
  }
}

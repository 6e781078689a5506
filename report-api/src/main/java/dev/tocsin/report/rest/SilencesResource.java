package dev.tocsin.report.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Matcher;
import dev.tocsin.report.command.DefinitionCatalogue;
import dev.tocsin.report.persistence.Alerts;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** Silences, which are definitions, in fewer words; and what one would silence. */
@Path("/api/v1/silences")
@Tag(name = "Silences")
public class SilencesResource {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("'silence-'yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
  private static final String EXAMPLE =
      "{\"matchers\":[\"service=\\\"checkout\\\"\"],\"author\":\"kim\",\"comment\":\"upgrade\","
          + "\"duration\":\"2h\"}";
  private static final List<String> COLUMNS =
      List.of("fingerprint", "name", "service", "severity", "startsAt", "annotations.summary");

  private final Query query;
  private final Alerts alerts;
  private final DefinitionCatalogue catalogue;
  private final Clock clock;

  SilencesResource(Query query, Alerts alerts, DefinitionCatalogue catalogue, Clock clock) {
    this.query = query;
    this.alerts = alerts;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Blocking
  @Operation(
      summary = "Silence alerts",
      description =
          "The specification of a silence; it begins now unless it says otherwise, and gets a name."
              + " DELETE /api/v1/definitions/silence/{name} ends it.")
  @RequestBody(content = @Content(schema = @Schema(examples = EXAMPLE)))
  @APIResponse(
      responseCode = "201",
      description = "Declared",
      content = @Content(schema = @Schema(implementation = Definition.class)))
  public Response create(JsonNode body) {
    ObjectNode spec = object(body).deepCopy();
    Instant now = clock.instant();
    if (!spec.hasNonNull("start")) {
      spec.put("start", now.truncatedTo(ChronoUnit.SECONDS).toString());
    }
    String author = spec.path("author").asText("");
    return DefinitionsResource.answer(
        catalogue.create(
            new Definition(DefinitionKind.SILENCE, NAME.format(now), 0, 0, spec),
            author.isBlank() ? DefinitionsResource.NOBODY : author));
  }

  @POST
  @Path("/preview")
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "What a silence would silence",
      description = "The alerts that fire now and that all of the matchers match.")
  @RequestBody(
      content =
          @Content(schema = @Schema(examples = "{\"matchers\":[\"service=\\\"checkout\\\"\"]}")))
  public Uni<Listing> preview(JsonNode body, @RestQuery String limit) {
    List<Matcher> matchers = matchers(object(body).path("matchers"));
    int most = query.limit(limit);
    return alerts
        .firing(Query.LARGEST_LIMIT)
        .map(
            firing ->
                firing.stream()
                    .filter(alert -> Matcher.allMatch(matchers, labels(alert)))
                    .limit(most + 1L)
                    .toList())
        .map(found -> query.listing(found, most, COLUMNS));
  }

  private static ObjectNode object(JsonNode body) {
    if (!(body instanceof ObjectNode object)) {
      throw new InvalidFieldException("", "must be an object with matchers");
    }
    return object;
  }

  private static List<Matcher> matchers(JsonNode texts) {
    if (!texts.isArray() || texts.isEmpty()) {
      throw new InvalidFieldException("matchers", "is required: such as [\"service=checkout\"]");
    }
    List<Matcher> matchers = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        matchers.add(Matcher.of(texts.get(i).asText()));
      } catch (InvalidFieldException e) {
        throw new InvalidFieldException("matchers[" + i + "]", e.rejected().reason());
      }
    }
    return matchers;
  }

  private static Map<String, String> labels(JsonNode alert) {
    Map<String, String> labels = new TreeMap<>();
    alert.path("labels").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
    return labels;
  }
}

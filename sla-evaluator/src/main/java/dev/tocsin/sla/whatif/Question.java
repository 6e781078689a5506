package dev.tocsin.sla.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionForm;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.QueryTime;
import dev.tocsin.events.ReplayName;
import dev.tocsin.events.SpecCheck;
import java.time.Instant;
import java.util.List;

/**
 * What somebody wants to know: what an objective would have said.
 *
 * @param definition the objective as it might be declared
 * @param from of verdicts whose period ends after this, epoch milliseconds
 * @param to and here or earlier
 * @param service only this service, or null for each that the objective is about
 */
public record Question(Definition definition, long from, long to, String service) {
  private static final List<String> FIELDS = List.of("definition", "from", "to", "service");

  /**
   * Reads it as people write it: times as RFC 3339, epoch milliseconds or {@code now-6h}; without
   * {@code from} everything that is stored, without {@code to} until now.
   *
   * @throws InvalidFieldException naming the field and what is allowed
   */
  public static Question read(JsonNode body, Instant now) {
    require(body);
    Definition definition = definition(body.path("definition"));
    ObjectiveSpec spec = definition.spec(ObjectiveSpec.class);
    String service = service(body);
    if (service != null && !spec.appliesTo(service)) {
      throw new InvalidFieldException(
          "service", "must be one that the objective is about: " + spec.service());
    }
    Long from = time(body, "from", now);
    Long to = time(body, "to", now);
    long begin = from == null ? 0 : from;
    long end = to == null ? now.toEpochMilli() : to;
    if (begin >= end) {
      throw new InvalidFieldException("from", "must be before to");
    }
    return new Question(
        definition,
        begin,
        end,
        service == null && !spec.service().equals("*") ? spec.service() : service);
  }

  /** The same, under the name that its history gets beside the live one. */
  Question ofReplay() {
    Definition renamed =
        new Definition(
            definition.kind(),
            ReplayName.of(definition),
            definition.version(),
            definition.effectiveFrom(),
            definition.spec());
    return new Question(renamed, from, to, service);
  }

  /** As it is sent to another instance: times are absolute. */
  public byte[] toJson() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("definition", Json.mapper().valueToTree(definition));
    body.put("from", from).put("to", to);
    if (service != null) {
      body.put("service", service);
    }
    return Json.write(body);
  }

  private static Definition definition(JsonNode declared) {
    JsonNode kind = declared.path("kind");
    if (kind.isTextual() && !kind.asText().equalsIgnoreCase(DefinitionKind.OBJECTIVE.json())) {
      throw new InvalidFieldException("definition.kind", "must be objective");
    }
    try {
      Definition definition = DefinitionForm.read(declared, DefinitionKind.OBJECTIVE, null);
      SpecCheck.check(definition);
      return definition;
    } catch (InvalidFieldException e) {
      throw within(e);
    }
  }

  private static InvalidFieldException within(InvalidFieldException e) {
    return new InvalidFieldException("definition." + e.rejected().field(), e.rejected().reason());
  }

  private static void require(JsonNode body) {
    if (!body.isObject()) {
      throw new InvalidFieldException(
          "", "the body must be an object {definition, from, to, service}");
    }
    body.fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                throw new InvalidFieldException(
                    field, "is not known here: one of " + String.join(", ", FIELDS));
              }
            });
    if (!body.path("definition").isObject()) {
      throw new InvalidFieldException(
          "definition", "is required: an objective's definition {name, spec}");
    }
  }

  private static Long time(JsonNode body, String field, Instant now) {
    JsonNode value = body.get(field);
    boolean absent = value == null || value.isNull();
    String text = absent ? null : value.isValueNode() ? value.asText() : "?";
    Instant time = QueryTime.parse(field, text, now);
    return time == null ? null : (Long) time.toEpochMilli();
  }

  private static String service(JsonNode body) {
    JsonNode value = body.get("service");
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new InvalidFieldException("service", "must be a string");
    }
    return value.asText();
  }
}

package dev.tocsin.sla.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.QueryTime;
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
  private static final List<String> DEFINITION_FIELDS =
      List.of("kind", "name", "version", "effectiveFrom", "spec");

  /**
   * Reads it as people write it: times as RFC 3339, epoch milliseconds or {@code now-6h}; without
   * {@code from} everything that is stored, without {@code to} until now.
   *
   * @throws InvalidFieldException naming the field and what is allowed
   */
  public static Question read(JsonNode body, Instant now) {
    require(body, "", FIELDS);
    JsonNode declared = body.path("definition");
    require(declared, "definition", DEFINITION_FIELDS);
    Definition definition = definition(declared, now);
    ObjectiveSpec spec = spec(definition);
    String service = text(body, "service", "service");
    if (service != null && !spec.appliesTo(service)) {
      throw new InvalidFieldException(
          "service", "must be one that the objective is about: " + spec.service());
    }
    Long from = time(body, "from", "from", now);
    Long to = time(body, "to", "to", now);
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

  /** The same about another name. */
  public Question named(String name) {
    Definition renamed =
        new Definition(
            definition.kind(),
            name,
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

  private static Definition definition(JsonNode declared, Instant now) {
    String kind = text(declared, "kind", "definition.kind");
    if (kind != null && !kind.equalsIgnoreCase(DefinitionKind.OBJECTIVE.json())) {
      throw new InvalidFieldException("definition.kind", "must be objective");
    }
    Long effectiveFrom = time(declared, "effectiveFrom", "definition.effectiveFrom", now);
    String name = text(declared, "name", "definition.name");
    try {
      return new Definition(
          DefinitionKind.OBJECTIVE,
          name,
          declared.path("version").asLong(),
          effectiveFrom == null ? 0 : effectiveFrom,
          declared.get("spec"));
    } catch (InvalidFieldException e) {
      throw within(e);
    }
  }

  private static ObjectiveSpec spec(Definition definition) {
    try {
      SpecCheck.check(definition);
      return definition.spec(ObjectiveSpec.class);
    } catch (InvalidFieldException e) {
      throw within(e);
    }
  }

  private static InvalidFieldException within(InvalidFieldException e) {
    return new InvalidFieldException("definition." + e.rejected().field(), e.rejected().reason());
  }

  private static void require(JsonNode node, String path, List<String> fields) {
    if (!node.isObject()) {
      throw new InvalidFieldException(
          path,
          path.isEmpty()
              ? "the body must be an object {definition, from, to, service}"
              : "is required: an objective's definition {name, spec}");
    }
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!fields.contains(field)) {
                throw new InvalidFieldException(
                    path.isEmpty() ? field : path + "." + field,
                    "is not known here: one of " + String.join(", ", fields));
              }
            });
  }

  private static Long time(JsonNode from, String field, String path, Instant now) {
    JsonNode value = from.get(field);
    boolean absent = value == null || value.isNull();
    String text = absent ? null : value.isValueNode() ? value.asText() : "?";
    Instant time = QueryTime.parse(path, text, now);
    return time == null ? null : (Long) time.toEpochMilli();
  }

  private static String text(JsonNode from, String field, String path) {
    JsonNode value = from.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new InvalidFieldException(path, "must be a string");
    }
    return value.asText();
  }
}

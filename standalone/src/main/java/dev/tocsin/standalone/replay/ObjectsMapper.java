package dev.tocsin.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes events of JSON objects. What is not mapped stays as it is, so that a file in the API's own
 * form needs no options at all; a string where a field wants another type is read as a cell would
 * be.
 */
final class ObjectsMapper implements RowMapper {
  private final Mapping mapping;
  private final String file;

  ObjectsMapper(Mapping mapping, String file) {
    this.mapping = mapping;
    this.file = file;
  }

  @Override
  public Mapped map(Row row, long index) {
    if (!(row instanceof Row.Json json)) {
      return new Mapped.Refused("", row instanceof Row.Broken broken ? broken.reason() : "no row");
    }
    ObjectNode object = json.object();
    Map<Field, JsonNode> mapped = new LinkedHashMap<>();
    mapping.columns().forEach((field, column) -> mapped.put(field, at(object, column)));
    object.remove(mapping.columns().values());
    object.remove(mapping.skipped());
    EventBuilder event = new EventBuilder(mapping, object);
    typeOthers(object, event);
    mapped.forEach((field, value) -> put(event, field, value));
    return event.finish(index, new EventId(file, json.line()));
  }

  /** The member of this name, or, with dots, the one inside of others; null: missing. */
  private static JsonNode at(ObjectNode object, String column) {
    if (object.has(column)) {
      return object.get(column);
    }
    JsonNode node = object;
    for (String part : column.split("\\.")) {
      node = node.path(part);
    }
    return node.isMissingNode() ? null : node;
  }

  private void typeOthers(ObjectNode object, EventBuilder event) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      JsonNode value = object.get(name);
      Field field = mapping.kind().field(name).orElse(null);
      if (field != null && value.isTextual()) {
        object.remove(name);
        event.read(field, value.textValue());
      } else if (field == null && mapping.allMetrics() && value.isNumber()) {
        object.remove(name);
        event.put(new Field("metrics", name, FieldType.NUMBER), value);
      }
    }
  }

  private static void put(EventBuilder event, Field field, JsonNode value) {
    if (value == null || value.isNull()) {
      return;
    }
    if (value.isTextual()) {
      event.read(field, value.textValue());
    } else if (field.type() == FieldType.TEXT && value.isValueNode()) {
      event.put(field, TextNode.valueOf(value.asText()));
    } else {
      event.put(field, value);
    }
  }
}

package dev.tocsin.report.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;

/**
 * An order in which a list is turned page by page: newest first, by a time and then by texts that
 * make it unambiguous. A cursor holds the last item's values, so that what is added meanwhile moves
 * nothing.
 *
 * @param fields the fields, as the rows name them; the first is a time
 * @param time where an item has that time: the first of these fields that it has
 */
record Keyset(List<String> fields, List<String> time) {

  /** Fields that items name as rows do. */
  Keyset(String... fields) {
    this(List.of(fields), List.of(fields[0]));
  }

  /** What leads to the items behind this one. */
  String cursor(JsonNode item) {
    ArrayNode values = Json.mapper().createArrayNode();
    time.stream().filter(item::hasNonNull).findFirst().ifPresent(f -> values.add(item.get(f)));
    fields.subList(1, fields.size()).forEach(field -> values.add(item.path(field)));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.write(values));
  }

  /**
   * The values of the last item before the page, or null for the first page.
   *
   * @throws InvalidFieldException when it is not a cursor of this list
   */
  List<Object> behind(String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return null;
    }
    try {
      JsonNode values = Json.read(Base64.getUrlDecoder().decode(cursor), JsonNode.class);
      if (values.size() == fields.size() && values.path(0).isIntegralNumber()) {
        List<Object> read = new ArrayList<>();
        read.add(values.path(0).asLong());
        for (int i = 1; i < fields.size(); i++) {
          read.add(values.path(i).asText());
        }
        return read;
      }
    } catch (IllegalArgumentException | SerializationException e) {
      // What anybody can type: said below.
    }
    throw new InvalidFieldException("cursor", "must be the next of an earlier answer of this list");
  }
}

package dev.tocsin.events;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether a definition may be declared. Stricter than reading one from the topic: there an unknown
 * field belongs to a newer version, here it is a typing error.
 */
public final class SpecCheck {
  private SpecCheck() {}

  /**
   * Checks the specification.
   *
   * @throws InvalidFieldException naming the first wrong field ({@code spec.target}) and what is
   *     allowed
   */
  public static void check(Definition definition) {
    for (Rejected first : problems(definition)) {
      throw new InvalidFieldException(first.field(), first.reason());
    }
  }

  /**
   * All that is wrong with the specification, by the field's path ({@code spec.target}). What
   * concerns several fields of a record is looked for when each of them is right by itself, and of
   * that only the first is told.
   */
  public static List<Rejected> problems(Definition definition) {
    List<Rejected> found = new ArrayList<>();
    JavaType type = Json.mapper().constructType(definition.kind().specification());
    examine("spec", definition.spec(), type, found);
    return found;
  }

  private static void examine(String path, JsonNode node, JavaType type, List<Rejected> found) {
    int before = found.size();
    if (type.isCollectionLikeType() && node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        element(path + "[" + i + "]", node.get(i), type.getContentType(), found);
      }
    } else if (type.isMapLikeType() && node.isObject()) {
      node.properties()
          .forEach(
              each ->
                  element(
                      path + "." + each.getKey(), each.getValue(), type.getContentType(), found));
    } else if (type.getRawClass().isRecord() && node.isObject()) {
      fields(path, node, type, found);
    }
    // A mistyped field is a missing one too, and that would be a poorer answer.
    if (found.size() == before) {
      whole(path, node, type, found);
    }
  }

  private static void element(String path, JsonNode node, JavaType type, List<Rejected> found) {
    if (node.isNull()) {
      found.add(new Rejected(path, "must not be null"));
    } else {
      examine(path, node, type, found);
    }
  }

  private static void fields(String path, JsonNode node, JavaType type, List<Rejected> found) {
    Map<String, JavaType> known = known(type);
    node.fieldNames()
        .forEachRemaining(
            field -> {
              if (!known.containsKey(field)) {
                found.add(unknown(path + "." + field, known.keySet()));
              }
            });
    known.forEach(
        (field, fieldType) -> {
          if (node.hasNonNull(field)) {
            examine(path + "." + field, node.get(field), fieldType, found);
          }
        });
  }

  private static void whole(String path, JsonNode node, JavaType type, List<Rejected> found) {
    try {
      Json.mapper().readerFor(type).readValue(node);
    } catch (JsonMappingException e) {
      found.add(rejected(path, e));
    } catch (IOException e) {
      throw new IllegalStateException("a tree is read without input and output", e);
    }
  }

  /** What was wrong, and where, below the path. */
  static Rejected rejected(String above, JsonMappingException e) {
    StringBuilder path = new StringBuilder(above);
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append('.').append(step.getFieldName());
      }
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidFieldException named) {
        Rejected rejected = named.rejected();
        String field = path.toString().endsWith("." + rejected.field()) ? "" : rejected.field();
        return new Rejected(
            field.isEmpty() ? path.toString() : path + "." + field, rejected.reason());
      }
    }
    return new Rejected(path.toString(), reason(e));
  }

  private static String reason(JsonMappingException e) {
    Class<?> wanted =
        e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    if (wanted == null) {
      return "is not allowed";
    }
    if (wanted == Duration.class) {
      return Durations.RULE;
    }
    if (wanted.isRecord()) {
      return "must be an object with "
          + String.join(", ", known(Json.mapper().constructType(wanted)).keySet());
    }
    if (wanted == Integer.class || wanted == Long.class || wanted == int.class) {
      return "must be a whole number";
    }
    if (wanted == Double.class || wanted == double.class) {
      return "must be a number";
    }
    if (wanted == Boolean.class || wanted == boolean.class) {
      return "must be true or false";
    }
    if (Collection.class.isAssignableFrom(wanted)) {
      return "must be a list";
    }
    return Map.class.isAssignableFrom(wanted) ? "must be an object" : "must be a string";
  }

  private static Map<String, JavaType> known(JavaType type) {
    return Json.mapper().getDeserializationConfig().introspect(type).findProperties().stream()
        .collect(
            Collectors.toMap(
                BeanPropertyDefinition::getName,
                BeanPropertyDefinition::getPrimaryType,
                (a, b) -> a,
                TreeMap::new));
  }

  /** That there is no such field. */
  static Rejected unknown(String field, Collection<String> known) {
    return new Rejected(field, "is not known here: one of " + String.join(", ", known));
  }
}

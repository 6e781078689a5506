package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
   * @throws InvalidFieldException naming the field ({@code spec.target}) and what is allowed
   */
  public static void check(Definition definition) {
    Class<?> type = definition.kind().specification();
    // First, because a mistyped field is a missing one too, and that would be a poorer answer.
    Set<String> fields = fields(type);
    definition
        .spec()
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!fields.contains(field)) {
                throw unknown("spec." + field, fields);
              }
            });
    try {
      Json.mapper()
          .readerFor(type)
          .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(definition.spec());
    } catch (UnrecognizedPropertyException e) {
      throw unknown(path(e), known(e));
    } catch (JsonProcessingException e) {
      definition.validate();
    } catch (IOException e) {
      throw new IllegalStateException("a tree is read without input and output", e);
    }
  }

  private static String path(UnrecognizedPropertyException e) {
    return "spec."
        + e.getPath().stream()
            .map(SpecCheck::step)
            .filter(Objects::nonNull)
            .collect(Collectors.joining("."))
            .replace(".[", "[");
  }

  private static String step(Reference step) {
    return step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName();
  }

  private static Set<String> known(UnrecognizedPropertyException e) {
    return e.getKnownPropertyIds().stream()
        .map(Object::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> fields(Class<?> type) {
    return Json.mapper()
        .getDeserializationConfig()
        .introspect(Json.mapper().constructType(type))
        .findProperties()
        .stream()
        .map(BeanPropertyDefinition::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static InvalidFieldException unknown(String field, Set<String> known) {
    return new InvalidFieldException(
        field, "is not known here: one of " + String.join(", ", known));
  }
}

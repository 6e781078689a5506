package dev.tocsin.report.domain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.tocsin.events.Definition;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.util.Objects;
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
    try {
      Json.mapper()
          .readerFor(definition.kind().specification())
          .with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(definition.spec());
    } catch (UnrecognizedPropertyException e) {
      throw new InvalidFieldException(path(e), "is not known here: one of " + known(e));
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

  private static String known(UnrecognizedPropertyException e) {
    return e.getKnownPropertyIds().stream()
        .map(Object::toString)
        .sorted()
        .collect(Collectors.joining(", "));
  }
}

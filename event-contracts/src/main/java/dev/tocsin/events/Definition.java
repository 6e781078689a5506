package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/**
 * One of the things that people declare.
 *
 * @param kind what it is
 * @param name its name, unique within its kind
 * @param version 1 for the first, one more for each edit
 * @param effectiveFrom from when it is in force, event time, epoch milliseconds; 0 means always
 * @param spec what it says, in the form of the kind's specification record
 */
public record Definition(
    DefinitionKind kind, String name, long version, long effectiveFrom, JsonNode spec) {

  public Definition {
    if (kind == null) {
      throw new InvalidFieldException("kind", "is required: one of " + DefinitionKind.NAMES);
    }
    if (name == null || !EventFields.validName(name) || name.contains("/")) {
      throw new InvalidFieldException(
          "name", "is required: 1 to 256 characters without '/' or control characters");
    }
    if (spec == null || !spec.isObject()) {
      throw new InvalidFieldException("spec", "is required: an object");
    }
  }

  /** The record's key on the topic: {@code kind/name}. */
  public String key() {
    return kind.name().toLowerCase(Locale.ROOT) + "/" + name;
  }

  /**
   * The specification, typed.
   *
   * @throws InvalidFieldException naming the field that is wrong and what is allowed there
   */
  public <T> T spec(Class<T> type) {
    try {
      return Json.mapper().treeToValue(spec, type);
    } catch (JsonMappingException e) {
      throw invalid(e);
    } catch (JsonProcessingException e) {
      throw new InvalidFieldException("spec", "must be the specification of a " + kind);
    }
  }

  /**
   * Checks the specification against its kind.
   *
   * @throws InvalidFieldException naming the field that is wrong and what is allowed there
   */
  public void validate() {
    spec(kind.specification());
  }

  private InvalidFieldException invalid(JsonMappingException e) {
    StringBuilder path = new StringBuilder("spec");
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
        return new InvalidFieldException(
            field.isEmpty() ? path.toString() : path + "." + field, rejected.reason());
      }
    }
    String message = e.getOriginalMessage();
    return new InvalidFieldException(
        path.toString(),
        message == null ? "is not allowed" : message.lines().findFirst().orElse(""));
  }
}

package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;

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
    return key(kind, name);
  }

  /** The key of the definition of that kind and name. */
  static String key(DefinitionKind kind, String name) {
    return kind.json() + "/" + name;
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
      Rejected rejected = SpecCheck.rejected("spec", e);
      throw new InvalidFieldException(rejected.field(), rejected.reason());
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

  /**
   * Whether both say the same from the same time on, whatever their versions, and whether a default
   * is written out or left away.
   *
   * @throws InvalidFieldException when one of them is not valid
   */
  public boolean saysTheSameAs(Definition other) {
    return kind == other.kind
        && name.equals(other.name)
        && effectiveFrom == other.effectiveFrom
        && spec(kind.specification()).equals(other.spec(kind.specification()));
  }
}

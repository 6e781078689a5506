package dev.tocsin.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A definition as people write it: {@code {kind, name, version, effectiveFrom, spec}}. */
public final class DefinitionForm {
  /** All its fields. */
  public static final List<String> FIELDS =
      List.of("kind", "name", "version", "effectiveFrom", "spec");

  private DefinitionForm() {}

  /**
   * The definition in this tree; its specification is not looked at yet.
   *
   * @throws InvalidFieldException naming the field that is wrong and what is allowed there
   */
  public static Definition read(JsonNode tree) {
    return read(tree, null, null);
  }

  /**
   * The definition in this tree, whose kind and name are known already unless they are null.
   *
   * @throws InvalidFieldException naming the field that is wrong and what is allowed there
   */
  public static Definition read(JsonNode tree, DefinitionKind kind, String name) {
    if (tree == null || !tree.isObject()) {
      throw new InvalidFieldException("", "must be an object {kind, name, spec}");
    }
    tree.fieldNames()
        .forEachRemaining(
            field -> {
              if (!FIELDS.contains(field)) {
                Rejected unknown = SpecCheck.unknown(field, FIELDS);
                throw new InvalidFieldException(unknown.field(), unknown.reason());
              }
            });
    String written = text(tree, "kind");
    return new Definition(
        same("kind", kind, written == null ? null : DefinitionKind.of(written)),
        same("name", name, text(tree, "name")),
        whole(tree, "version"),
        whole(tree, "effectiveFrom"),
        tree.get("spec"));
  }

  /** Both may say it, then alike. */
  private static <T> T same(String field, T known, T written) {
    if (known != null && written != null && !known.equals(written)) {
      throw new InvalidFieldException(field, "must be the same as in the path");
    }
    return known == null ? written : known;
  }

  private static String text(JsonNode tree, String field) {
    JsonNode value = tree.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new InvalidFieldException(field, "must be a string");
    }
    return value.asText();
  }

  private static long whole(JsonNode tree, String field) {
    JsonNode value = tree.get(field);
    if (value == null || value.isNull()) {
      return 0;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
      throw new InvalidFieldException(field, "must be a whole number of at least 0");
    }
    return value.asLong();
  }
}

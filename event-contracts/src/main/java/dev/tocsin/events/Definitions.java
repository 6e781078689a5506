package dev.tocsin.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Everything that is declared, at one moment: immutable, typed, in the order of names.
 *
 * <p>A definition whose specification is not valid is left out and listed in {@link #invalid}: one
 * bad definition never costs the others.
 */
public final class Definitions {
  /** Nothing declared. */
  public static final Definitions NONE = of(List.of());

  private final Map<String, Definition> byKey = new TreeMap<>();
  private final Map<String, Object> specs = new TreeMap<>();
  private final Map<String, Rejected> invalid = new TreeMap<>();

  private Definitions(Collection<Definition> definitions) {
    for (Definition definition : definitions) {
      try {
        specs.put(definition.key(), definition.spec(definition.kind().specification()));
        byKey.put(definition.key(), definition);
      } catch (InvalidFieldException e) {
        invalid.put(definition.key(), e.rejected());
      }
    }
  }

  public static Definitions of(Collection<Definition> definitions) {
    return new Definitions(definitions);
  }

  /** The valid definitions of one kind, typed. */
  public <T> List<Declared<T>> all(DefinitionKind kind, Class<T> type) {
    List<Declared<T>> found = new ArrayList<>();
    byKey.forEach(
        (key, definition) -> {
          if (definition.kind() == kind) {
            found.add(new Declared<>(definition, type.cast(specs.get(key))));
          }
        });
    return found;
  }

  /** One valid definition, typed. */
  public <T> Optional<Declared<T>> find(DefinitionKind kind, String name, Class<T> type) {
    String key = Definition.key(kind, name);
    return Optional.ofNullable(byKey.get(key))
        .map(definition -> new Declared<>(definition, type.cast(specs.get(key))));
  }

  public List<Declared<ObjectiveSpec>> objectives() {
    return all(DefinitionKind.OBJECTIVE, ObjectiveSpec.class);
  }

  public List<Declared<RuleSpec>> rules() {
    return all(DefinitionKind.RULE, RuleSpec.class);
  }

  public List<Declared<AgreementSpec>> agreements() {
    return all(DefinitionKind.AGREEMENT, AgreementSpec.class);
  }

  public List<Declared<MaintenanceSpec>> maintenance() {
    return all(DefinitionKind.MAINTENANCE, MaintenanceSpec.class);
  }

  public List<Declared<DependencySpec>> dependencies() {
    return all(DefinitionKind.DEPENDENCY, DependencySpec.class);
  }

  /** How many are valid. */
  public int size() {
    return byKey.size();
  }

  /** Why the others are not valid, by key. */
  public Map<String, Rejected> invalid() {
    return Map.copyOf(invalid);
  }

  /** A checksum of all valid definitions, the same in every process that has the same ones. */
  public int fingerprint() {
    CRC32 sum = new CRC32();
    byKey.values().forEach(definition -> sum.update(Json.write(definition)));
    return (int) sum.getValue();
  }

  /**
   * A definition and its specification.
   *
   * @param definition as it was declared
   * @param spec its specification, typed
   */
  public record Declared<T>(Definition definition, T spec) {
    public String name() {
      return definition.name();
    }

    public long version() {
      return definition.version();
    }
  }
}

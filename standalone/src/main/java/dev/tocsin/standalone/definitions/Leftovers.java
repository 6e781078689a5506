package dev.tocsin.standalone.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.alertmanager.AlertmanagerReader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is left of earlier configuration files of Alertmanager. */
final class Leftovers {
  /** Which definitions name receivers and intervals. */
  private static final Set<DefinitionKind> NAMING =
      Set.of(
          DefinitionKind.ROUTE,
          DefinitionKind.RECEIVER,
          DefinitionKind.ESCALATION,
          DefinitionKind.SCHEDULE,
          DefinitionKind.SILENCE);

  private static final Set<DefinitionKind> BROUGHT =
      Set.of(DefinitionKind.RECEIVER, DefinitionKind.INTERVAL, DefinitionKind.INHIBITION);

  private Leftovers() {}

  /**
   * What was of an earlier file and is not of this one, by kind and name.
   *
   * @param wanted what the file declares
   * @param client asked for what is declared by now
   * @return each with the key of another definition that names it; empty when none does
   */
  static Map<Definition, String> of(Collection<Definition> wanted, DefinitionsClient client) {
    Set<String> keys = wanted.stream().map(Definition::key).collect(Collectors.toSet());
    Map<String, Definition> present = new TreeMap<>();
    Stream.concat(NAMING.stream(), BROUGHT.stream())
        .distinct()
        .flatMap(kind -> client.all(kind).stream())
        .forEach(each -> present.put(each.key(), each));
    List<Definition> left =
        present.values().stream()
            .filter(each -> AlertmanagerReader.brought(each) && !keys.contains(each.key()))
            .toList();
    // As they will be: nothing of the file needs to be declared yet.
    wanted.forEach(each -> present.put(each.key(), each));
    Map<Definition, String> found = new LinkedHashMap<>();
    for (Definition each : left) {
      String user =
          present.values().stream()
              .filter(other -> NAMING.contains(other.kind()) && !left.contains(other))
              .filter(other -> names(other.spec(), each.name()))
              .map(Definition::key)
              .findFirst()
              .orElse("");
      found.put(each, each.kind() == DefinitionKind.INHIBITION ? "" : user);
    }
    return found;
  }

  private static boolean names(JsonNode spec, String name) {
    if (spec.isTextual()) {
      return spec.asText().equals(name);
    }
    for (JsonNode each : spec) {
      if (names(each, name)) {
        return true;
      }
    }
    return false;
  }
}

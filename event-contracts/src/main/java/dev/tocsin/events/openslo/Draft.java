package dev.tocsin.events.openslo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Durations;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Rejected;
import dev.tocsin.events.SpecCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An objective as it is being read, which remembers from where each of its fields is: so that the
 * checks of the specification speak of the document that people wrote.
 */
final class Draft {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Field origin;
  private final Findings findings;
  private final ObjectNode spec = NODES.objectNode();
  private final Map<String, Field> places = new HashMap<>();
  private final List<String> blamed = new ArrayList<>();

  Draft(Field origin, Findings findings) {
    this.origin = origin;
    this.findings = findings;
    places.put("spec", origin);
  }

  /** Reads a part; when something is wrong with it, the specification's checks need not say it. */
  <T> T read(String part, Supplier<T> reading) {
    int before = findings.complaints();
    T result = reading.get();
    if (findings.complaints() != before) {
      blamed.add("spec." + part);
    }
    return result;
  }

  /** Takes a field over as it stands. */
  void copy(String path, Field from) {
    set(path, from, from.present() ? from.node() : null);
  }

  /** Takes a text over. */
  void copyText(String path, Field from) {
    set(path, from, from.text());
  }

  void set(String path, Field from, String value) {
    set(path, from, value == null ? null : NODES.textNode(value));
  }

  void set(String path, Field from, Double value) {
    set(path, from, value == null ? null : NODES.numberNode(value));
  }

  void set(String path, Field from, Duration value) {
    set(path, from, value == null ? null : Durations.format(value));
  }

  /** Sets a field, unless the value is null, and where it is from. */
  void set(String path, Field from, JsonNode value) {
    places.put("spec." + path, from);
    if (value == null) {
      return;
    }
    ObjectNode parent = spec;
    String[] steps = path.split("\\.");
    for (int i = 0; i < steps.length - 1; i++) {
      parent = step(parent, steps[i]);
    }
    parent.set(steps[steps.length - 1], value);
  }

  /** Makes an object, as a part or as a list's next element. */
  void object(String path, Field from) {
    places.put("spec." + path, from);
    ObjectNode parent = spec;
    for (String each : path.split("\\.")) {
      parent = step(parent, each);
    }
  }

  /** Makes a list without elements. */
  void emptyList(String path, Field from) {
    set(path, from, NODES.arrayNode());
  }

  private static ObjectNode step(ObjectNode parent, String step) {
    int bracket = step.indexOf('[');
    if (bracket < 0) {
      return parent.withObjectProperty(step);
    }
    ArrayNode list = parent.withArrayProperty(step.substring(0, bracket));
    int index = Integer.parseInt(step.substring(bracket + 1, step.length() - 1));
    while (list.size() <= index) {
      list.addObject();
    }
    return (ObjectNode) list.get(index);
  }

  /** The definition when all is well with it, else null; what is wrong is written down. */
  Definition finish(String name, long effectiveFrom) {
    Definition definition;
    try {
      definition = new Definition(DefinitionKind.OBJECTIVE, name, 0, effectiveFrom, spec);
    } catch (InvalidFieldException e) {
      findings.add(origin.document(), "metadata.name", e.rejected().reason());
      return null;
    }
    List<Rejected> problems = SpecCheck.problems(definition);
    problems.forEach(this::tell);
    return problems.isEmpty() ? definition : null;
  }

  private void tell(Rejected problem) {
    String above = problem.field();
    while (!places.containsKey(above)) {
      above = above.substring(0, Math.max(above.lastIndexOf('.'), above.lastIndexOf('[')));
    }
    Field place = places.get(above);
    String path = place.path() + problem.field().substring(above.length());
    boolean known = blamed.stream().anyMatch(part -> within(problem.field(), part));
    if (!known && !findings.concern(place.document(), path)) {
      findings.add(place.document(), path, problem.reason());
    }
  }

  private static boolean within(String field, String part) {
    return field.equals(part) || field.startsWith(part + ".") || field.startsWith(part + "[");
  }
}

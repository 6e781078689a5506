package dev.tocsin.router.domain;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Severity;
import dev.tocsin.testkit.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Alerts, commands and definitions for tests. */
public final class Fixtures {
  /** The wall clock's first reading in all tests: 2026-03-01T00:00Z. */
  public static final long T = 1_772_323_200_000L;

  public static final Rules RULES = Rules.staleAfter(Duration.ofHours(1));

  private Fixtures() {}

  public static long minutes(double minutes) {
    return Math.round(minutes * 60_000);
  }

  /** A firing alert of that name that began at that time. */
  public static Alert firing(String name, Severity severity, long at) {
    return Alert.firing(
        "rule", name, "checkout", severity, Map.of(), Map.of("summary", name), at, at);
  }

  /** One of several alerts of a name, told apart by their instance. */
  public static Alert firing(String name, String instance, Severity severity, long at) {
    return Alert.firing(
        "rule", name, "checkout", severity, Map.of("instance", instance), Map.of(), at, at);
  }

  /** The same alert again, later. */
  public static Alert again(Alert alert, Severity severity, long at) {
    return Alert.firing(
        alert.source(),
        alert.name(),
        alert.service(),
        severity,
        alert.labels(),
        alert.annotations(),
        alert.startsAt(),
        at);
  }

  public static Command command(Alert alert, Command.Action action, long at, Long until) {
    return new Command(alert.fingerprint(), action, "ada", at, null, until);
  }

  /** The definitions that a fresh system has, with pages going to this topic, and more. */
  public static Definitions shipped(String pages, Definition... more) {
    ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
    try {
      List<Map<String, Object>> entries =
          yaml.readValue(
              Workspace.root().resolve("deploy/definitions/routing.yaml").toFile(),
              new TypeReference<>() {});
      List<Definition> definitions = new ArrayList<>(List.of(more));
      for (Map<String, Object> entry : entries) {
        String spec = Json.mapper().writeValueAsString(entry.get("spec"));
        definitions.add(
            definition(
                DefinitionKind.of((String) entry.get("kind")),
                (String) entry.get("name"),
                spec.replace("tocsin.pages", pages)));
      }
      return Definitions.of(definitions);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Definition definition(DefinitionKind kind, String name, String spec) {
    try {
      JsonNode tree = Json.mapper().readTree(spec);
      return new Definition(kind, name, 1, 0, tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.tocsin.sla;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.testkit.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The definitions that a fresh system starts with and those of the documentation, from the files.
 */
final class DefaultDefinitions {
  private DefaultDefinitions() {}

  static List<Definition> read(String file) {
    return definitions(text("deploy/definitions/" + file));
  }

  /** The agreement that the evaluator's page shows. */
  static List<Definition> documented() {
    String page = text("docs/services/sla-evaluator.md");
    int start = page.indexOf("- kind: agreement");
    return definitions(page.substring(start, page.indexOf("```", start)));
  }

  private static String text(String file) {
    try {
      return Files.readString(Workspace.root().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Definition> definitions(String yaml) {
    try {
      List<Definition> all = new ArrayList<>();
      for (JsonNode each : new YAMLMapper().readTree(yaml)) {
        all.add(
            new Definition(
                DefinitionKind.of(each.get("kind").asText()),
                each.get("name").asText(),
                1,
                0,
                each.get("spec")));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

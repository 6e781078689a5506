package dev.tocsin.sla;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.testkit.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The definitions that a fresh system starts with, from the files that it is given. */
final class DefaultDefinitions {
  private DefaultDefinitions() {}

  static List<Definition> read(String file) {
    try {
      List<Definition> all = new ArrayList<>();
      for (JsonNode each :
          new YAMLMapper()
              .readTree(Workspace.root().resolve("deploy/definitions/" + file).toFile())) {
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

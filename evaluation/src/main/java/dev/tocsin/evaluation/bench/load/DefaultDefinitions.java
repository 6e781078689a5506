package dev.tocsin.evaluation.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a fresh system is told to watch: the objectives, rules and agreements of the deployment. */
public final class DefaultDefinitions {
  private DefaultDefinitions() {}

  /** Reads the deployment's files. */
  public static Definitions read() throws IOException {
    Path folder = Path.of(System.getProperty("tocsin.root", ""), "deploy", "definitions");
    List<Definition> all = new ArrayList<>();
    for (String file : List.of("objectives.yaml", "rules.yaml", "agreements.yaml")) {
      for (JsonNode each : new YAMLMapper().readTree(folder.resolve(file).toFile())) {
        all.add(
            new Definition(
                DefinitionKind.of(each.get("kind").asText()),
                each.get("name").asText(),
                1,
                0,
                each.get("spec")));
      }
    }
    return Definitions.of(all);
  }
}

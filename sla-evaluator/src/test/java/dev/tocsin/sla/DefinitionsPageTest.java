package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.SpecCheck;
import dev.tocsin.testkit.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the page about definitions shows may be declared as it stands there. */
class DefinitionsPageTest {
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @TestFactory
  Stream<DynamicTest> examplesMayBeDeclared() throws IOException {
    return examples().stream()
        .map(each -> DynamicTest.dynamicTest(each.key(), () -> SpecCheck.check(each)));
  }

  @Test
  void theKindsOfTheEvaluatorAreShown() throws IOException {
    assertThat(examples())
        .extracting(Definition::kind)
        .contains(
            DefinitionKind.OBJECTIVE,
            DefinitionKind.MAINTENANCE,
            DefinitionKind.DEPENDENCY,
            DefinitionKind.RULE,
            DefinitionKind.AGREEMENT);
  }

  private static List<Definition> examples() throws IOException {
    List<Definition> all = new ArrayList<>();
    Matcher block =
        EXAMPLE.matcher(Files.readString(Workspace.root().resolve("docs/definitions.md")));
    while (block.find()) {
      for (JsonNode each : new YAMLMapper().readTree(block.group(1))) {
        all.add(
            new Definition(
                DefinitionKind.of(each.get("kind").asText()),
                each.get("name").asText(),
                1,
                0,
                each.get("spec")));
      }
    }
    return all;
  }
}

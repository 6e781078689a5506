package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.standalone.definitions.DefinitionsClient;
import dev.tocsin.standalone.definitions.DefinitionsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultDefinitionsTest {
  private static final String DEPENDENCY =
      "- {kind: dependency, name: %s, spec: {service: a, on: [b]}}%n";

  @TempDir Path folder;
  private DefinitionsServer server;
  private DefinitionsClient client;

  @BeforeEach
  void serve() throws IOException {
    server = new DefinitionsServer();
    client = new DefinitionsClient(server.url(), line -> {});
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void eachIsOfferedAndWhatIsRefusedIsSaid() throws IOException {
    Files.writeString(folder.resolve("a.yaml"), DEPENDENCY.formatted("THERE"));
    DefaultDefinitions.read(folder).load(client);
    server.refuse("BAD");
    Files.writeString(
        folder.resolve("b.yaml"), DEPENDENCY.formatted("BAD") + DEPENDENCY.formatted("NEW"));
    Files.writeString(folder.resolve("c.yaml"), "- {kind: dependency, name: WRONG, spec: {}}");

    DefaultDefinitions.Loaded loaded = DefaultDefinitions.read(folder).load(client);

    assertThat(loaded.created()).isEqualTo(1);
    assertThat(loaded.present()).isEqualTo(1);
    assertThat(loaded.refused())
        .containsExactly(
            folder.resolve("c.yaml")
                + "#1 dependency/WRONG: spec.service is required: a service's name",
            "dependency/BAD: spec: is not to its taste");
    assertThat(server.kept()).containsOnlyKeys("dependency/THERE", "dependency/NEW");
  }

  @Test
  void aFolderThatIsNotThereHoldsNone() {
    assertThat(DefaultDefinitions.read(folder.resolve("none")).load(client))
        .isEqualTo(new DefaultDefinitions.Loaded(0, 0, List.of()));
  }
}

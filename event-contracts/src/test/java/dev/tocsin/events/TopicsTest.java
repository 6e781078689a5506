package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TopicsTest {
  @Test
  void theCatalogueAndTheTopicsFileNameTheSameTopics() throws IOException {
    Path file = Path.of(System.getProperty("tocsin.root"), "deploy", "topics.yaml");
    String declared = Files.readString(file).split("\ntopics:\n")[1];
    List<String> names =
        Pattern.compile("(?m)^ {2}([a-z.-]+):")
            .matcher(declared)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(new Topics("").all().stream().map(Topic::name))
        .containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void everyNameHasThePrefix() {
    assertThat(new Topics("x-").all()).allSatisfy(t -> assertThat(t.name()).startsWith("x-"));
    assertThat(new Topics(Topics.DEFAULT_PREFIX).requests().name())
        .isEqualTo("tocsin.telemetry.requests");
  }

  @Test
  void aTombstoneStaysOne() {
    try (var serde = Topics.serde(Alert.class)) {
      assertThat(serde.serializer().serialize("t", null)).isNull();
      assertThat(serde.deserializer().deserialize("t", null)).isNull();
    }
  }
}

package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.embedded.TopicsFile;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TopicsTest {
  @Test
  void theCatalogueAndTheTopicsFileAgree() throws IOException {
    TopicsFile file = TopicsFile.read(Workspace.root().resolve("deploy/topics.yaml"));

    assertThat(new Topics("").all().stream().map(Topic::name))
        .containsExactlyInAnyOrderElementsOf(file.topics().keySet());
  }

  @Test
  void everyTopicTakesOldEvents() throws IOException {
    TopicsFile file = TopicsFile.read(Workspace.root().resolve("deploy/topics.yaml"));

    assertThat(file.topics().values())
        .allSatisfy(
            topic ->
                assertThat(topic.config())
                    .containsEntry("message.timestamp.type", "LogAppendTime"));
  }

  @Test
  void settingsComeFromTheEntryAndThenFromTheDefaults() throws IOException {
    TopicsFile file = TopicsFile.read(Workspace.root().resolve("deploy/topics.yaml"));

    assertThat(file.topics().get("definitions").partitions()).isEqualTo(1);
    assertThat(file.topics().get("definitions").config())
        .containsEntry("cleanup.policy", "compact")
        .doesNotContainKey("retention.ms");
    assertThat(file.topics().get("alerts").partitions()).isEqualTo(4);
    assertThat(file.topics().get("sla.verdicts").config())
        .containsEntry("cleanup.policy", "compact,delete")
        .containsEntry("retention.ms", Long.toString(30L * 24 * 3600 * 1000));
  }
}

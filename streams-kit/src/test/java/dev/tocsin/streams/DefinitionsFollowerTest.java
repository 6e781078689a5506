package dev.tocsin.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DefinitionsFollowerTest {
  private static RealBroker broker;

  @BeforeAll
  static void start() {
    broker = new RealBroker();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void readsTheTopicWholeAndFollowsIt() throws Exception {
    Topic<Definition> topic = new Topics("follow.").definitions();
    broker.createTopics(topic.name());
    put(topic, "ops", 1, "{\"kafka\":{\"topic\":\"pages\"}}");
    put(topic, "dev", 1, "{\"kafka\":{\"topic\":\"chat\"}}");
    try (DefinitionsFollower follower = new DefinitionsFollower(broker.bootstrapServers(), topic)) {
      assertThat(follower.get().size()).isZero();
      follower.start();
      Definitions first = follower.get();
      assertThat(first.size()).isEqualTo(2);
      assertThat(follower.get()).isSameAs(first);

      put(topic, "ops", 2, "{\"kafka\":{\"topic\":\"calls\"}}");
      awaitTopicOfOps(follower, "calls");
      assertThat(first.find(DefinitionKind.RECEIVER, "ops", ReceiverSpec.class))
          .hasValueSatisfying(d -> assertThat(d.version()).isEqualTo(1));

      raw(topic, "receiver/ops", "nonsense");
      raw(topic, "receiver/ops", "null");
      raw(topic, "receiver/ops", "{\"kind\":\"receiver\"}");
      raw(topic, null, "{}");
      put(topic, "bad", 1, "{}");
      Awaitility.await().until(() -> follower.get().invalid().containsKey("receiver/bad"));
      awaitTopicOfOps(follower, "calls");
      assertThat(follower.get().size()).isEqualTo(2);

      broker.send(topic.name(), "receiver/dev", null);
      Awaitility.await().until(() -> follower.get().size() == 1);
    }
  }

  @Test
  void aMissingTopicIsAnError() {
    try (DefinitionsFollower follower =
        new DefinitionsFollower(broker.bootstrapServers(), new Topics("none.").definitions())) {
      assertThatThrownBy(follower::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no topic none.definitions");
    }
  }

  private static void awaitTopicOfOps(DefinitionsFollower follower, String name) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(follower.get().find(DefinitionKind.RECEIVER, "ops", ReceiverSpec.class))
                    .hasValueSatisfying(d -> assertThat(d.spec().kafka().topic()).isEqualTo(name)));
  }

  private static void put(Topic<Definition> topic, String name, long version, String spec)
      throws Exception {
    Definition definition =
        new Definition(DefinitionKind.RECEIVER, name, version, 0, Json.mapper().readTree(spec));
    broker.send(topic.name(), definition.key(), Json.write(definition));
  }

  private static void raw(Topic<Definition> topic, String key, String value) throws Exception {
    broker.send(topic.name(), key, value.getBytes(StandardCharsets.UTF_8));
  }
}

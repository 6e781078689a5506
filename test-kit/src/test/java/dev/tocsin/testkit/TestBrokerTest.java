package dev.tocsin.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Command;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import org.junit.jupiter.api.Test;

class TestBrokerTest {
  private final TestBroker broker = TestBroker.shared();

  @Test
  void whatIsSentIsRead() {
    Topics topics = broker.topics("first.");
    Command command =
        Json.read(
            "{\"action\":\"acknowledge\",\"target\":\"f\",\"actor\":\"ann\",\"at\":1}"
                .getBytes(UTF_8),
            Command.class);

    broker.send(topics.commands(), "f", command);

    assertThat(broker.values(topics.commands(), values -> values.size() == 1))
        .containsExactly(command);
  }

  @Test
  void prefixesKeepTestsApart() {
    Topics one = broker.topics("one.");
    Topics two = broker.topics("two.");

    broker.send(one.requests().name(), "k", "x".getBytes(UTF_8));

    assertThat(broker.readAll(one.requests().name())).hasSize(1);
    assertThat(broker.readAll(two.requests().name())).isEmpty();
    assertThat(TestBroker.shared()).isSameAs(broker);
  }
}

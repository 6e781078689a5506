package dev.tocsin.events;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {
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

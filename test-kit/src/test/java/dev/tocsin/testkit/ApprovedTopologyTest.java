package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

class ApprovedTopologyTest {
  @Test
  void theApprovedOnePasses() {
    Topology topology = new Topology().addSource("in", "a").addSink("out", "b", "in");

    assertThatCode(() -> ApprovedTopology.verify(topology, getClass())).doesNotThrowAnyException();
  }

  @Test
  void aDifferenceIsShown() {
    Topology topology = new Topology().addSource("in", "a").addSink("out", "other", "in");

    assertThatThrownBy(() -> ApprovedTopology.verify(topology, getClass()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("- ")
        .hasMessageContaining("+ ")
        .hasMessageContaining("other");
  }
}

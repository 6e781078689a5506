package dev.tocsin.sla;

import dev.tocsin.sla.stream.Settings;
import dev.tocsin.testkit.ApprovedTopology;
import org.junit.jupiter.api.Test;

class TopologyTest {
  @Test
  void isTheApprovedOne() {
    ApprovedTopology.verify(
        Evaluator.topology(Settings.defaults(), null).get(), TopologyTest.class);
  }
}

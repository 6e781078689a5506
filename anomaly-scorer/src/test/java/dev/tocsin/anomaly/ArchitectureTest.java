package dev.tocsin.anomaly;

import dev.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void theScorerKeepsTheRules() {
    ArchitectureRules.check("dev.tocsin.anomaly");
  }
}

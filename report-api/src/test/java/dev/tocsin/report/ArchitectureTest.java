package dev.tocsin.report;

import dev.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void theModuleRulesHold() {
    ArchitectureRules.check("dev.tocsin.report");
  }
}

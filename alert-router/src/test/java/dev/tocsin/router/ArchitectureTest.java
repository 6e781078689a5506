package dev.tocsin.router;

import dev.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void theRouterKeepsTheRules() {
    ArchitectureRules.check("dev.tocsin.router");
  }
}

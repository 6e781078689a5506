package dev.tocsin.sla;

import dev.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void holdsTheModuleRules() {
    ArchitectureRules.check("dev.tocsin.sla");
  }
}

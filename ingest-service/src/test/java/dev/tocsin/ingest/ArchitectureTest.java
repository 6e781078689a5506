package dev.tocsin.ingest;

import dev.tocsin.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void keepsTheModuleRules() {
    ArchitectureRules.check("dev.tocsin.ingest");
  }
}

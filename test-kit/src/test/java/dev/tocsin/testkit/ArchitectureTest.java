package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.tocsin.sla.domain.ImpureExample;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void contractsAndPlumbingKeepTheRules() {
    ArchitectureRules.check("dev.tocsin.events");
    ArchitectureRules.check("dev.tocsin.streams");
  }

  @Test
  void aDomainThatReadsTheClockIsFound() {
    var classes = new ClassFileImporter().importClasses(ImpureExample.class);

    assertThatThrownBy(() -> ArchitectureRules.domainIsPure().check(classes))
        .hasMessageContaining("TopicPartition");
    assertThatThrownBy(() -> ArchitectureRules.domainHasNoClock().check(classes))
        .hasMessageContaining("time is a parameter");
    assertThatThrownBy(() -> ArchitectureRules.clockIsInjected().check(classes))
        .hasMessageContaining("currentTimeMillis")
        .hasMessageContaining("Instant.now()")
        .hasMessageContaining("Clock.systemUTC()");
  }
}

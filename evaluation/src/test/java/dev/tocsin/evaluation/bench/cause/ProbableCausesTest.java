package dev.tocsin.evaluation.bench.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tocsin.evaluation.bench.PublicRecordings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the ranking to what it reached on recorded incidents. */
class ProbableCausesTest {
  @Test
  void theTrueCauseIsFirst() throws IOException {
    Path recording = PublicRecordings.folder().resolve("petshop/low_traffic");
    assumeThat(recording).as("set TOCSIN_DATA to the folder of recordings").exists();
    RecordedSystem system = RecordedSystem.read(recording);
    List<RecordedIncident> incidents = RecordedIncident.below(recording);

    assertThat(incidents).hasSize(26);
    assertThat(incidents)
        .allSatisfy(i -> assertThat(system.byHarm(i)).as(i.name()).startsWith(i.cause()));
    RaisedAlerts raised = new RaisedAlerts(system);
    assertThat(incidents)
        .filteredOn(i -> RecordedSystem.services(raised.causes(i)).indexOf(i.cause()) == 0)
        .hasSizeGreaterThanOrEqualTo(24);
  }
}

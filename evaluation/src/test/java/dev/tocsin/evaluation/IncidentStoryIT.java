package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.standalone.replay.ReplayCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Incidents from a real service desk, and those of the sample, against their reference figures. */
class IncidentStoryIT {
  private final RunningSystem system = RunningSystem.shared();

  @Test
  void theRealLogGivesTheReferenceFigures() throws IOException {
    Path log = Recordings.file("incidents/incident_event_log.csv.gz");
    JsonNode truth = new ObjectMapper().readTree(Recordings.file("incidents/truth.json").toFile());

    int exit =
        replay(
            log.toString(),
            "--as=incidents",
            "--map=incidentId=number",
            "--map=timestamp=sys_updated_at",
            "--map=startedAt=opened_at",
            "--map=resolvedAt=resolved_at",
            "--map=slaMet=made_sla",
            "--map=severity=priority",
            "--map=state=incident_state",
            "--map=category=category",
            "--map=team=assignment_group",
            "--map=rootCause=closed_code",
            "--map=service=cmdb_ci",
            "--date-format=d/M/yyyy H:mm",
            "--zone=UTC",
            "--null=?");

    assertThat(exit).isZero();
    String range = "from=2016-01-01T00:00:00Z&to=2018-01-01T00:00:00Z";
    JsonNode report =
        system.until(
            "/api/v1/reports/incidents?" + range,
            it ->
                it.path("count").asLong() == truth.path("incidents").asLong()
                    && it.path("mttr").path("n").asLong()
                        == truth.path("ttr_overall").path("n").asLong()
                    && it.path("breached").asLong() == truth.path("sla_breached").asLong());
    assertThat(report.path("breachRate").asDouble())
        .isCloseTo(truth.path("sla_breach_rate").asDouble(), within(5e-7));
    hasDurations(report.path("mttr"), truth.path("ttr_overall"));
    JsonNode priorities = truth.path("by_priority");
    report
        .path("by")
        .path("severity")
        .forEach(row -> hasRow(row, priorities.path(row.path("key").asText())));
    assertThat(report.path("by").path("severity")).hasSize(priorities.size());
    for (JsonNode expected : truth.path("top_categories")) {
      String category = expected.path("category").asText();
      JsonNode one =
          system.get(
              "/api/v1/reports/incidents?" + range + "&category=" + category.replace(" ", "%20"));
      assertThat(one.path("count").asLong()).isEqualTo(expected.path("incidents").asLong());
      hasDurations(one.path("mttr"), expected.path("ttr"));
    }
  }

  @Test
  void theSampleHasTheShapeOfTheReferenceStudy() {
    assertThat(replay("--sample=incidents")).isZero();

    // The sample ends at the last UTC midnight; other stories' incidents are of today.
    Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
    JsonNode report =
        system.until(
            "/api/v1/reports/incidents?from=%s&to=%s"
                .formatted(today.minus(100, ChronoUnit.DAYS), today),
            it -> it.path("count").asLong() >= 1_500);
    assertThat(report.path("count").asLong()).isEqualTo(1_500);
    assertThat(report.path("breachRate").asDouble()).isEqualTo(0.32);
    assertThat(report.path("mttd").path("mean").asDouble()).isCloseTo(14 * 60, within(60.0));
    assertThat(report.path("mttr").path("mean").asDouble()).isCloseTo(53 * 60, within(120.0));
  }

  private int replay(String... arguments) {
    String[] all = new String[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--url=" + system.ingest("/");
    return new CommandLine(new ReplayCommand()).execute(all);
  }

  private static void hasRow(JsonNode row, JsonNode expected) {
    assertThat(row.path("count").asLong()).isEqualTo(expected.path("incidents").asLong());
    assertThat(row.path("breached").asLong()).isEqualTo(expected.path("sla_breached").asLong());
    hasDurations(row.path("mttr"), expected.path("ttr"));
  }

  /** The reference states hours rounded to four places: half a second is its last digit. */
  private static void hasDurations(JsonNode seconds, JsonNode hours) {
    assertThat(seconds.path("n").asLong()).isEqualTo(hours.path("n").asLong());
    for (String figure : new String[] {"mean", "median", "p95"}) {
      assertThat(seconds.path(figure).asDouble())
          .as(figure)
          .isCloseTo(hours.path(figure + "_h").asDouble() * 3600, within(0.5));
    }
  }
}

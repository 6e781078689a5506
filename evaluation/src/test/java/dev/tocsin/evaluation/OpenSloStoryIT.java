package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.standalone.Tocsin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** From a file to the verdict, and back into a file. */
class OpenSloStoryIT {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: { name: shop-works, displayName: The shop works }
      spec:
        service: openslo-shop
        indicator:
          metadata: { name: shop-works }
          spec:
            ratioMetric:
              good: { metricSource: { type: tocsin, spec: { telemetry: requests, outcome: success } } }
              total: { metricSource: { type: tocsin, spec: { telemetry: requests } } }
        timeWindow: [{ duration: 1h, isRolling: true }]
        budgetingMethod: Occurrences
        objectives: [{ targetPercent: 90 }]
        tocsin: { minimumEvents: 4, noData: exclude }
      """;

  @TempDir Path folder;
  private final RunningSystem system = RunningSystem.shared();

  @Test
  void whatAFileSaysIsJudgedAndExportedAsItWasSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("slo.yaml"), SLO);
    assertThat(run("apply", "-f", file.toString())).contains("objective/shop-works created");

    long now = System.currentTimeMillis();
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      events.append(
          "{\"timestamp\":%d,\"service\":\"openslo-shop\",\"latencyMs\":5,\"success\":%b}\n"
              .formatted(now, i != 0));
    }
    system.post(system.ingest("/api/v1/telemetry/requests"), events.toString());
    JsonNode judged =
        system.until(
            "/api/v1/objectives/shop-works",
            it -> it.path("verdicts").path(0).path("status").asText().equals("VIOLATED"));
    assertThat(judged.path("verdicts").path(0).path("sli").asDouble()).isEqualTo(0.75);

    Path exported = folder.resolve("all.yaml");
    Files.writeString(exported, run("export"));
    assertThat(Files.readString(exported)).contains("name: shop-works", "openslo/v1", "kind: rule");
    assertThat(run("apply", "-f", exported.toString()))
        .contains("objective/shop-works unchanged", "0 created, 0 updated, ", "0 refused");
    assertThat(system.get("/api/v1/definitions/objective/shop-works").path("version").asLong())
        .isEqualTo(1);
  }

  private String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(List.of("--report-api", system.report("").toString()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commands = Tocsin.commands();
    commands.setOut(new PrintWriter(out, true));
    commands.setErr(new PrintWriter(err, true));
    assertThat(commands.execute(command.toArray(String[]::new))).as(err.toString()).isZero();
    return out.toString();
  }
}

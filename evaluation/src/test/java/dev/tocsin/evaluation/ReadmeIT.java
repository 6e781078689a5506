package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * The README's commands, one after the other, as a newcomer would type them; only the ports and the
 * data folder are others, so that a system that runs here already is left alone.
 */
class ReadmeIT {
  private static final Path ROOT = Path.of(System.getProperty("tocsin.root"));
  private static final Path DATA = ROOT.resolve("evaluation/target/readme").toAbsolutePath();
  private static final Pattern BLOCK = Pattern.compile("(?m)^```bash\\n(.*?)^```$", Pattern.DOTALL);

  /** What a block's output must come to contain, by what the block contains; the first match. */
  private static final Map<String, String> ANSWERS =
      Map.of(
          "tocsin status", "report-api",
          "telemetry/requests", "\"accepted\":1",
          "reports/telemetry", "\"count\":1",
          "api/v1/definitions", "CHECKOUT_FAST",
          "validate -f deploy/examples/openslo", "5 created, 0 updated, 0 unchanged, 0 refused",
          "validate -f deploy/examples/alertmanager", "valid: 6 definitions",
          "tocsin export", "0 created, 0 updated",
          "objectives/CHECKOUT_FAST", "VIOLATED",
          "violations?objective", "CHECKOUT_FAST",
          "reports/incidents", "\"count\":1500");

  private static Process up;

  @Test
  void everyCommandDoesWhatTheReadmeSays() throws Exception {
    List<String> blocks = blocks();
    assertThat(blocks.get(0)).isEqualTo("./tocsin up");
    markAsBuilt();
    start();
    for (String block : blocks.subList(1, blocks.size())) {
      if (!block.equals("./tocsin test")) {
        run(block);
      }
    }
    assertThat(up.waitFor(60, TimeUnit.SECONDS)).as("'down' ends 'up'").isTrue();
  }

  @AfterAll
  static void stop() {
    if (up != null) {
      up.destroy();
    }
  }

  private void start() throws IOException {
    Path log = DATA.resolveSibling("readme-up.log");
    up =
        bash("./tocsin up --fresh --no-sample --data "
                + DATA
                + " --kafka-port 0 --postgres-port 0 --report-api-port 0"
                + " --ingest-service-port 0 --sla-evaluator-port 0 --anomaly-scorer-port 0"
                + " --alert-router-port 0")
            .redirectOutput(log.toFile())
            .start();
    await()
        .atMost(Duration.ofMinutes(4))
        .until(() -> !up.isAlive() || Files.readString(log).contains("Tocsin is up"));
    assertThat(Files.readString(log)).contains("Tocsin is up", "dashboard");
  }

  private void run(String block) throws Exception {
    String command = moved(block);
    String expected =
        ANSWERS.entrySet().stream()
            .filter(answer -> block.contains(answer.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("");
    if (block.contains(" -d ") || block.contains("--data-binary") || block.contains("./tocsin")) {
      assertThat(output(command)).as(block).contains(expected);
    } else {
      await(block)
          .atMost(RunningSystem.PATIENCE)
          .pollInterval(Duration.ofMillis(300))
          .until(() -> output(command).contains(expected));
    }
  }

  private static String output(String command) throws Exception {
    Path file = Files.createTempFile(DATA.getParent(), "readme", ".out");
    Process process = bash(command).redirectOutput(file.toFile()).start();
    assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(command).isTrue();
    String text = Files.readString(file);
    Files.delete(file);
    assertThat(process.exitValue()).as(command + "\n" + text).isZero();
    return text;
  }

  /** The block with the addresses and the folder of this run. */
  private static String moved(String block) throws IOException {
    JsonNode urls = new ObjectMapper().readTree(DATA.resolve("run.json").toFile()).path("urls");
    return block
        .replace("http://127.0.0.1:8080", urls.path("report-api").asText())
        .replace("http://127.0.0.1:8081", urls.path("ingest-service").asText())
        .replace("tocsin status", "tocsin status --data " + DATA)
        .replace("tocsin down", "tocsin down --data " + DATA)
        .replace("tocsin apply", "tocsin apply --report-api " + urls.path("report-api").asText())
        .replace("tocsin export", "tocsin export --report-api " + urls.path("report-api").asText())
        .replace("tocsin replay", "tocsin replay --url " + urls.path("ingest-service").asText());
  }

  private static ProcessBuilder bash(String command) {
    return new ProcessBuilder("bash", "-e", "-c", command)
        .directory(ROOT.toFile())
        .redirectErrorStream(true);
  }

  private static List<String> blocks() throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher match = BLOCK.matcher(Files.readString(ROOT.resolve("README.md")));
    while (match.find()) {
      blocks.add(match.group(1).strip());
    }
    return blocks;
  }

  /** This Maven run has built everything: the launcher need not build it again under our feet. */
  private static void markAsBuilt() throws IOException {
    Files.createDirectories(DATA);
    Files.writeString(ROOT.resolve("standalone/target/launcher.stamp"), "");
  }
}

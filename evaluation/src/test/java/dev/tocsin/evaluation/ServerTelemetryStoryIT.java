package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.standalone.replay.ReplayCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A real server's recording, replayed at full speed, is scored as if it were live. */
class ServerTelemetryStoryIT {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final int ROWS = 3_000;

  private final RunningSystem system = RunningSystem.shared();

  @Test
  void aReplayedServerIsScoredWithAModelAndReasons() throws IOException {
    Path recording = Recordings.file("smd/machine-1-6/test.csv.gz");
    Path part = firstRows(recording);

    int exit =
        new CommandLine(new ReplayCommand())
            .execute(
                part.toString(),
                "--as=metrics",
                "--set=service=machine-1-6",
                "--map=metrics.*=*",
                "--skip=label",
                "--start=" + START,
                "--step=1m",
                "--url=" + system.ingest("/"));

    assertThat(exit).isZero();
    Instant end = START.plus(Duration.ofMinutes(ROWS - 10));
    JsonNode last =
        system.until(
            "/api/v1/scores?entity=machine-1-6&limit=5&from=%s".formatted(end),
            it -> it.path("items").size() > 0);
    JsonNode score = last.path("items").get(0);
    assertThat(score.path("mode").asText()).isEqualTo("MODEL");
    assertThat(score.path("confidence").asDouble()).isBetween(0.3, 1.0);
    assertThat(score.path("features").size()).isGreaterThanOrEqualTo(15);
    assertThat(score.path("contributions").size()).isGreaterThan(0);
  }

  private static Path firstRows(Path recording) throws IOException {
    List<String> lines = new ArrayList<>();
    try (var reader =
        new java.io.BufferedReader(
            new java.io.InputStreamReader(
                new java.util.zip.GZIPInputStream(java.nio.file.Files.newInputStream(recording)),
                java.nio.charset.StandardCharsets.UTF_8))) {
      reader.lines().limit(ROWS + 1L).forEach(lines::add);
    }
    Path part = Path.of("target", "machine-1-6.csv");
    java.nio.file.Files.createDirectories(part.getParent());
    return java.nio.file.Files.write(part, lines);
  }
}

package dev.tocsin.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningIngestTest {
  @TempDir Path folder;

  @Test
  void isWhereTheRunSaysElseAtTheUsualPlace() throws IOException {
    Path run = folder.resolve("run.json");
    assertThat(RunningIngest.url(run)).hasToString("http://127.0.0.1:8081");

    Files.writeString(run, "{\"urls\":{\"ingest-service\":\"http://127.0.0.1:9191\"}}");
    assertThat(RunningIngest.url(run)).hasToString("http://127.0.0.1:9191");

    Files.writeString(run, "{\"urls\":");
    assertThat(RunningIngest.url(run)).hasToString("http://127.0.0.1:8081");
  }
}

package dev.tocsin.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the ingest service of the standalone run in this repository. */
final class RunningIngest {
  private static final String DEFAULT = "http://127.0.0.1:8081";

  private RunningIngest() {}

  /** Where it listens, as the run's own file says it, else at the usual place. */
  static URI url() {
    return url(Path.of(System.getProperty("tocsin.root", ""), ".tocsin", "run.json"));
  }

  static URI url(Path run) {
    try {
      JsonNode node = JsonLines.MAPPER.readTree(Files.readAllBytes(run));
      return URI.create(node.path("urls").path("ingest-service").asText(DEFAULT));
    } catch (IOException | IllegalArgumentException e) {
      // No run, or one whose file is half written: the usual place is the best guess.
      return URI.create(DEFAULT);
    }
  }
}

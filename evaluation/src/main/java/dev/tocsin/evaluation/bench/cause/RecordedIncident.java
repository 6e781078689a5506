package dev.tocsin.evaluation.bench.cause;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import dev.tocsin.router.domain.cause.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fault that was injected into a running system, and what was seen of it.
 *
 * @param name which one
 * @param service whose alarm told of it
 * @param signal what the alarm was about
 * @param alarmAt when it was, epoch milliseconds
 * @param cause the service that the fault was injected into
 * @param seen the measurements around it
 */
record RecordedIncident(
    String name, String service, Signal signal, long alarmAt, String cause, MetricsTable seen) {

  /** All incidents below a folder, in the order of their names. */
  static List<RecordedIncident> below(Path folder) throws IOException {
    List<RecordedIncident> incidents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> targets =
          files
              .filter(file -> file.endsWith("target.json"))
              .sorted(Comparator.comparing(Path::toString))
              .toList();
      for (Path target : targets) {
        incidents.add(read(folder, target));
      }
    }
    return incidents;
  }

  private static RecordedIncident read(Path folder, Path file) throws IOException {
    JsonNode said = Json.mapper().readTree(file.toFile());
    JsonNode target = said.get("target");
    return new RecordedIncident(
        folder.relativize(file.getParent()).toString(),
        target.get("node").asText(),
        target.get("metric").asText().equals("availability") ? Signal.AVAILABILITY : Signal.LATENCY,
        target.get("timestamp").asLong() * 1000,
        said.get("root_cause").get("node").asText(),
        MetricsTable.read(file.resolveSibling("metrics.csv.gz")));
  }
}

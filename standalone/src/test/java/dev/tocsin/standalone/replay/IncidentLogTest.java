package dev.tocsin.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The public incident log, mapped as the documentation says and folded as the report folds it (of
 * several events of one incident the one with the latest timestamp counts, of equal ones the last
 * that arrived), gives the reference figures.
 */
class IncidentLogTest {
  private static final List<String> MAPS =
      List.of(
          "incidentId=number",
          "timestamp=sys_updated_at",
          "startedAt=opened_at",
          "resolvedAt=resolved_at",
          "slaMet=made_sla",
          "severity=priority",
          "state=incident_state",
          "category=category",
          "team=assignment_group",
          "rootCause=closed_code",
          "service=cmdb_ci");

  @Test
  void givesTheReferenceFigures() throws IOException {
    Path folder = data().resolve("incidents");
    assumeTrue(
        Files.isDirectory(folder),
        "skipped: no public recordings in " + folder + "; name their folder with TOCSIN_DATA");
    JsonNode truth = JsonLines.MAPPER.readTree(folder.resolve("truth.json").toFile());

    Collection<JsonNode> incidents = folded(folder.resolve("incident_event_log.csv.gz"));

    assertThat(incidents).hasSize(truth.get("incidents").intValue());
    assertThat(breached(incidents)).isEqualTo(truth.get("sla_breached").longValue());
    compareTimes(incidents, truth.get("ttr_overall"));
    truth
        .get("by_priority")
        .properties()
        .forEach(
            entry -> {
              List<JsonNode> some = having(incidents, "severity", entry.getKey());
              assertThat(some).hasSize(entry.getValue().get("incidents").intValue());
              assertThat(breached(some))
                  .isEqualTo(entry.getValue().get("sla_breached").longValue());
              compareTimes(some, entry.getValue().get("ttr"));
            });
    for (JsonNode group : truth.get("top_assignment_groups")) {
      String name = group.get("group").asText();
      List<JsonNode> some = having(incidents, "team", name.equals("?") ? "" : name);
      assertThat(some).as(name).hasSize(group.get("incidents").intValue());
    }
  }

  private static Path data() {
    String named = System.getProperty("TOCSIN_DATA", System.getenv("TOCSIN_DATA"));
    return named == null
        ? Path.of(System.getProperty("tocsin.root", ".."), "..", "shared", "data", "public")
        : Path.of(named);
  }

  private static Collection<JsonNode> folded(Path file) throws IOException {
    TimeFormat times = new TimeFormat("d/M/yyyy H:mm", ZoneOffset.UTC);
    Mapping mapping =
        Mapping.of(EventKind.INCIDENTS, MAPS, List.of(), Set.of(), Set.of("?"), times, null);
    Map<String, JsonNode> last = new HashMap<>();
    try (RowSource rows = Recording.open(file, bytes -> {})) {
      RowMapper mapper = rows.mapper(mapping);
      for (Row row = rows.next(); row != null; row = rows.next()) {
        JsonNode event = JsonLines.MAPPER.readTree(((Mapped.Event) mapper.map(row, 0)).json());
        last.merge(
            event.get("incidentId").textValue(),
            event,
            (known, now) ->
                now.get("timestamp").longValue() >= known.get("timestamp").longValue()
                    ? now
                    : known);
      }
    }
    return last.values();
  }

  private static List<JsonNode> having(Collection<JsonNode> incidents, String field, String value) {
    return incidents.stream().filter(i -> i.path(field).asText("").equals(value)).toList();
  }

  private static long breached(Collection<JsonNode> incidents) {
    return incidents.stream().filter(i -> !i.get("slaMet").booleanValue()).count();
  }

  private static void compareTimes(Collection<JsonNode> incidents, JsonNode truth) {
    double[] hours =
        incidents.stream()
            .filter(i -> i.has("resolvedAt"))
            .mapToDouble(
                i -> (i.get("resolvedAt").longValue() - i.get("startedAt").longValue()) / 3.6e6)
            .sorted()
            .toArray();
    double mean = Arrays.stream(hours).average().orElseThrow();
    assertThat(hours).hasSize(truth.get("n").intValue());
    assertThat(mean).isCloseTo(truth.get("mean_h").doubleValue(), within(0.0001));
    assertThat(quantile(hours, 0.5)).isCloseTo(truth.get("median_h").doubleValue(), within(0.0001));
    assertThat(quantile(hours, 0.95)).isCloseTo(truth.get("p95_h").doubleValue(), within(0.0001));
  }

  /** By linear interpolation between the nearest ranks. */
  private static double quantile(double[] sorted, double q) {
    double rank = q * (sorted.length - 1);
    int below = (int) rank;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
  }
}

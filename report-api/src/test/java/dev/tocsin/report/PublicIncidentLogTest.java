package dev.tocsin.report;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tocsin.events.Json;
import dev.tocsin.testkit.BrokerResource;
import dev.tocsin.testkit.DatabaseResource;
import dev.tocsin.testkit.Workspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The report on a real service desk's log equals the reference that came with the log. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(DatabaseResource.class)
class PublicIncidentLogTest {
  private static final String REPORT = "/api/v1/reports/incidents?from=%s&service=desk";
  private static final DateTimeFormatter TIMES = DateTimeFormatter.ofPattern("d/M/yyyy H:mm");
  private static final int EVENTS_IN_A_RECORD = 400;

  /** The reference is rounded to four digits of an hour: half a unit of the last one, and a bit. */
  private static final double SECONDS = 0.19;

  BrokerResource broker;

  @Test
  void theReportEqualsTheReference() throws IOException {
    Path folder =
        Optional.ofNullable(System.getenv("TOCSIN_DATA"))
            .map(Path::of)
            .orElse(Workspace.root().resolve("../shared/data/public"))
            .resolve("incidents");
    assumeTrue(Files.isDirectory(folder), "no recordings: set TOCSIN_DATA to their folder");
    JsonNode truth = Json.mapper().readTree(folder.resolve("truth.json").toFile());

    int sent = send(folder.resolve("incident_event_log.csv.gz"));

    assertThat(sent).isEqualTo(truth.path("events").asInt());
    String all = REPORT.formatted("2016-01-01T00:00:00Z");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> report(all).path("breached").asInt() >= truth.path("sla_breached").asInt());
    JsonNode report = report(all);
    assertThat(report.path("count").asInt()).isEqualTo(truth.path("incidents").asInt());
    assertThat(report.path("breached").asInt()).isEqualTo(truth.path("sla_breached").asInt());
    assertThat(report.path("breachRate").asDouble())
        .isCloseTo(truth.path("sla_breach_rate").asDouble(), within(5e-7));
    sameDurations(report.path("mttr"), truth.path("ttr_overall"));
    truth
        .path("by_priority")
        .properties()
        .forEach(each -> sameRow(row(report, "severity", each.getKey()), each.getValue()));
    truth
        .path("top_categories")
        .forEach(each -> sameRow(row(report, "category", each.path("category").asText()), each));
    truth
        .path("top_assignment_groups")
        .forEach(each -> sameRow(row(report, "team", each.path("group").asText()), each));
    truth
        .path("by_month_opened")
        .properties()
        .forEach(
            each -> {
              sameRow(month(each.getKey()), each.getValue());
              sameRow(monthOf(report, each.getKey()), each.getValue());
            });
  }

  private static JsonNode monthOf(JsonNode report, String month) {
    for (JsonNode each : report.path("months")) {
      if (each.path("start").asText().equals(month + "-01")) {
        return each.path("figures");
      }
    }
    throw new AssertionError("no month " + month);
  }

  private static JsonNode month(String month) {
    LocalDateTime start = LocalDateTime.parse(month + "-01T00:00:00");
    return report(REPORT.formatted(start + ":00Z") + "&to=" + start.plusMonths(1) + ":00Z");
  }

  private static void sameRow(JsonNode row, JsonNode expected) {
    assertThat(row.path("count").asInt()).isEqualTo(expected.path("incidents").asInt());
    assertThat(row.path("breachRate").asDouble())
        .isCloseTo(expected.path("sla_breach_rate").asDouble(), within(5e-7));
    if (expected.has("ttr")) {
      sameDurations(row.path("mttr"), expected.path("ttr"));
    }
  }

  private static void sameDurations(JsonNode durations, JsonNode hours) {
    assertThat(durations.path("n").asInt()).isEqualTo(hours.path("n").asInt());
    assertThat(durations.path("invalid").asInt()).isZero();
    sameDuration(durations.path("mean"), hours.path("mean_h"));
    sameDuration(durations.path("median"), hours.path("median_h"));
    sameDuration(durations.path("p95"), hours.path("p95_h"));
  }

  private static void sameDuration(JsonNode seconds, JsonNode hours) {
    assertThat(seconds.asDouble()).isCloseTo(hours.asDouble() * 3_600, within(SECONDS));
  }

  private static JsonNode row(JsonNode report, String dimension, String key) {
    String wanted = key.equals("?") ? "unknown" : key;
    for (JsonNode row : report.path("by").path(dimension)) {
      if (row.path("key").asText().equals(wanted)) {
        return row;
      }
    }
    throw new AssertionError("no " + dimension + " " + wanted);
  }

  private static JsonNode report(String path) {
    byte[] json = when().get(path).then().statusCode(200).extract().asByteArray();
    return Json.read(json, JsonNode.class);
  }

  private int send(Path log) throws IOException {
    int events = 0;
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder()
            .ofNamedCsvRecord(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(log)), StandardCharsets.UTF_8))) {
      ArrayNode record = Json.mapper().createArrayNode();
      for (NamedCsvRecord row : rows) {
        record.add(event(row));
        events++;
        if (record.size() == EVENTS_IN_A_RECORD) {
          send(record);
        }
      }
      send(record);
    }
    return events;
  }

  /** One key, so that the file's order is the order of arrival. */
  private void send(ArrayNode record) {
    broker.broker().send(broker.topics().incidents().name(), "log", Json.write(record));
    record.removeAll();
  }

  private static ObjectNode event(NamedCsvRecord row) {
    ObjectNode event = Json.mapper().createObjectNode();
    event.put("service", "desk");
    put(event, "incidentId", row.getField("number"));
    put(event, "severity", row.getField("priority"));
    put(event, "state", row.getField("incident_state"));
    put(event, "category", row.getField("category"));
    put(event, "team", row.getField("assignment_group"));
    event.put("slaMet", Boolean.parseBoolean(row.getField("made_sla")));
    time(event, "startedAt", row.getField("opened_at"));
    time(event, "resolvedAt", row.getField("resolved_at"));
    time(event, "timestamp", row.getField("sys_updated_at"));
    return event;
  }

  private static void put(ObjectNode event, String field, String text) {
    if (!text.equals("?")) {
      event.put(field, text);
    }
  }

  private static void time(ObjectNode event, String field, String text) {
    if (!text.equals("?")) {
      event.put(field, LocalDateTime.parse(text, TIMES).toInstant(ZoneOffset.UTC).toEpochMilli());
    }
  }
}

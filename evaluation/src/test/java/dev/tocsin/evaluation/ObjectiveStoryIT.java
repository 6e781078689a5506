package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** From a promise to the person who is told that it was broken. */
class ObjectiveStoryIT {
  private final RunningSystem system = RunningSystem.shared();

  @Test
  void aBrokenPromiseReachesSomebodyWhoAcknowledgesIt() throws IOException {
    HttpResponse<String> defined =
        system.post(
            system.report("/api/v1/definitions"),
            """
            {"kind":"objective","name":"STORY_FAST","spec":{"service":"story","target":0.95,
            "indicator":{"type":"latency","statistic":"threshold","bound":50},
            "measurement":"1m","evaluation":"1h"}}""");
    assertThat(defined.statusCode()).as(defined.body()).isEqualTo(201);
    long now = System.currentTimeMillis();
    String slow =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    "{\"timestamp\":%d,\"service\":\"story\",\"latencyMs\":%d,\"success\":true}"
                        .formatted(now, i < 10 ? 80 : 20))
            .collect(Collectors.joining(",", "[", "]"));
    system.post(system.ingest("/api/v1/telemetry/requests"), slow);

    JsonNode objective =
        system.until(
            "/api/v1/objectives/STORY_FAST",
            it -> it.path("verdicts").path(0).path("status").asText().equals("VIOLATED"));
    JsonNode verdict = objective.path("verdicts").path(0);
    assertThat(verdict.path("good").asLong()).isEqualTo(30);
    assertThat(verdict.path("total").asLong()).isEqualTo(40);
    assertThat(verdict.path("sli").asDouble()).isEqualTo(0.75);
    system.until(
        "/api/v1/violations?objective=STORY_FAST&open=true", it -> it.path("items").size() == 1);
    String fingerprint = firing("STORY_FAST");
    system.until("/api/v1/notifications?fingerprint=" + fingerprint, told("DELIVERED"));

    HttpResponse<String> taken =
        system.post(
            system.report("/api/v1/alerts/" + fingerprint + "/acknowledge"),
            "{\"actor\":\"ada\",\"reason\":\"looking into it\"}");
    assertThat(taken.statusCode()).isEqualTo(202);
    system.until("/api/v1/notifications?fingerprint=" + fingerprint, told("ACKNOWLEDGED"));
    system.until(
        "/api/v1/alerts/" + fingerprint, it -> it.path("acknowledgedBy").asText().equals("ada"));
  }

  @Test
  void aWrongDefinitionIsRefusedByField() throws IOException {
    HttpResponse<String> answer =
        system.post(
            system.report("/api/v1/definitions"),
            """
            {"kind":"objective","name":"WRONG","spec":{"service":"story","target":1.5,
            "indicator":{"type":"availability"},"evaluation":"1h"}}""");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("spec.target");
  }

  private String firing(String alertname) {
    JsonNode alerts =
        system.until(
            "/api/v1/alerts?status=firing&service=story",
            it ->
                StreamSupport.stream(it.path("items").spliterator(), false)
                    .anyMatch(named(alertname)));
    return StreamSupport.stream(alerts.path("items").spliterator(), false)
        .filter(named(alertname))
        .findFirst()
        .orElseThrow()
        .path("fingerprint")
        .asText();
  }

  private static java.util.function.Predicate<JsonNode> named(String alertname) {
    return alert -> alert.path("name").asText().equals(alertname);
  }

  private static java.util.function.Predicate<JsonNode> told(String decision) {
    return ledger ->
        StreamSupport.stream(ledger.path("items").spliterator(), false)
            .anyMatch(record -> record.path("decision").asText().equals(decision));
  }
}

package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An event's way from a sender to a figure, over HTTP and over Kafka, good ones and bad ones. */
class TelemetryStoryIT {
  private final RunningSystem system = RunningSystem.shared();

  @Test
  void httpAndKafkaProducersAreEquals() throws IOException {
    long now = System.currentTimeMillis();
    String overHttp =
        IntStream.rangeClosed(1, 100)
            .mapToObj(i -> event(now, "equals", i, i % 10 != 0))
            .collect(Collectors.joining(",", "[", "]"));

    HttpResponse<String> answer =
        system.post(system.ingest("/api/v1/telemetry/requests"), overHttp);
    for (int i = 101; i <= 200; i++) {
      system.produce(
          system.topics().requests().name(), "any key " + i, event(now, "equals", i, true));
    }

    assertThat(answer.statusCode()).isEqualTo(202);
    JsonNode kpi =
        system.until(
            "/api/v1/reports/telemetry?service=equals", it -> it.path("count").asLong() == 200);
    assertThat(kpi.path("errors").asLong()).isEqualTo(10);
    assertThat(kpi.path("successRate").asDouble()).isEqualTo(0.95);
    assertThat(kpi.path("latency").path("mean").asDouble()).isCloseTo(100.5, within(1e-9));
    assertThat(kpi.path("latency").path("p95").asDouble()).isCloseTo(190, within(2.0));
    assertThat(kpi.path("by").path("region").get(0).path("key").asText()).isEqualTo("eu-west");
  }

  @Test
  void aBadEventCostsNoGoodOne() throws IOException {
    long now = System.currentTimeMillis();
    String topic = system.topics().requests().name();

    system.produce(topic, "bad", "not json at all");
    system.produce(
        topic,
        "bad",
        "["
            + event(now, "sturdy", 5, true)
            + ",{\"timestamp\":"
            + now
            + ",\"service\":\"sturdy\",\"latencyMs\":NaN,\"success\":true},"
            + event(now, "sturdy", 7, true)
            + "]");
    system.produce(topic, "bad", event(now + 86_400_000, "sturdy", 9, true));
    HttpResponse<String> answer =
        system.post(
            system.ingest("/api/v1/telemetry/requests"),
            event(now, "sturdy", 11, true) + "\n{broken\n" + event(now, "sturdy", 13, true) + "\n");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.body()).contains("\"accepted\":2").contains("malformed JSON");
    JsonNode kpi =
        system.until(
            "/api/v1/reports/telemetry?service=sturdy", it -> it.path("count").asLong() >= 4);
    assertThat(kpi.path("count").asLong()).isEqualTo(4);
  }

  private static String event(long at, String service, int latencyMs, boolean success) {
    return "{\"timestamp\":%d,\"service\":\"%s\",\"region\":\"eu-west\",\"latencyMs\":%d,\"success\":%s}"
        .formatted(at, service, latencyMs, success);
  }
}

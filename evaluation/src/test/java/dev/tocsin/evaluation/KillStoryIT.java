package dev.tocsin.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kill -9} of any service, in the middle of work, loses nothing and doubles nothing. */
class KillStoryIT {
  private static final int BATCHES = 60;
  private static final int EVENTS = 50;

  private final RunningSystem system = RunningSystem.shared();

  @ParameterizedTest
  @ValueSource(
      strings = {"ingest-service", "sla-evaluator", "anomaly-scorer", "alert-router", "report-api"})
  void totalsEqualWhatWasSent(String service) {
    String name = "killed-" + service;
    for (int batch = 0; batch < BATCHES; batch++) {
      if (batch == BATCHES / 3) {
        system.standalone().kill(service);
      }
      sendUntilTaken("/api/v1/telemetry/requests", requests(name, batch));
    }
    system.standalone().startAgain(service);

    String path = "/api/v1/reports/telemetry?service=" + name;
    JsonNode kpi = system.until(path, it -> it.path("count").asLong() >= BATCHES * EVENTS);
    assertThat(kpi.path("count").asLong()).isEqualTo(BATCHES * EVENTS);
    assertThat(kpi.path("errors").asLong()).isEqualTo(BATCHES);
  }

  @Test
  void aKilledScorerScoresEachWindowOnce() {
    String entity = "killed-while-scoring";
    long start = System.currentTimeMillis() / 30_000 * 30_000 - 40 * 30_000;
    for (int window = 0; window < 40; window++) {
      if (window == 20) {
        system.standalone().kill("anomaly-scorer");
      }
      sendUntilTaken(
          "/api/v1/telemetry/metrics",
          "{\"timestamp\":%d,\"service\":\"%s\",\"metrics\":{\"cpu\":%d}}"
              .formatted(start + window * 30_000L, entity, 40 + window % 7));
    }
    system.standalone().startAgain("anomaly-scorer");

    // The last window closes by silence; the one before it is enough to see that none is missing.
    JsonNode scores =
        system.until(
            "/api/v1/scores?limit=1000&from=%d&entity=%s".formatted(start, entity),
            it -> it.path("items").size() >= 39);
    Set<Long> ends = new HashSet<>();
    scores.path("items").forEach(score -> ends.add(score.path("windowEnd").asLong()));
    assertThat(ends).hasSize(scores.path("items").size());
    for (int window = 0; window < 39; window++) {
      assertThat(ends).contains(start + (window + 1) * 30_000L);
    }
  }

  private static String requests(String service, int batch) {
    long now = System.currentTimeMillis();
    return IntStream.range(0, EVENTS)
        .mapToObj(
            i ->
                "{\"timestamp\":%d,\"service\":\"%s\",\"id\":\"%s-%d-%d\",\"latencyMs\":%d,\"success\":%s}"
                    .formatted(now, service, service, batch, i, i, i != 0))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** As a careful sender does: the same events again, under the same ids, until they are taken. */
  private void sendUntilTaken(String path, String body) {
    await()
        .atMost(RunningSystem.PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> taken(path, body));
  }

  private boolean taken(String path, String body) {
    try {
      return system.post(system.ingest(path), body).statusCode() == 202;
    } catch (IOException e) {
      return false;
    }
  }
}

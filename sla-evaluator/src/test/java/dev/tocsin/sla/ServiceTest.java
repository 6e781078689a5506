package dev.tocsin.sla;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Json;
import dev.tocsin.events.Verdict;
import dev.tocsin.testkit.BrokerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The service as it runs, on a real broker. */
@QuarkusTest
@QuarkusTestResource(value = BrokerResource.class, restrictToAnnotatedClass = true)
class ServiceTest {
  BrokerResource broker;

  @Test
  void judgesWhatComesAndSaysThatItIsReady() throws IOException {
    Definition objective =
        new Definition(
            DefinitionKind.OBJECTIVE,
            "A",
            1,
            0,
            Json.mapper()
                .readTree(
                    Evaluator.relaxed(
                        "{service: shop, indicator: {type: availability}, target: 0.9,"
                            + " evaluation: 1h}")));
    broker.broker().send(broker.topics().definitions(), objective.key(), objective);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> get("/q/health/ready").then().statusCode(200));

    for (int i = 0; i < 10; i++) {
      String event =
          "{timestamp: %d, service: shop, latencyMs: 5, success: %s}"
              .formatted(1_770_000_000_000L + i, i != 0);
      broker
          .broker()
          .send(
              broker.topics().requests().name(),
              "any-" + i,
              Evaluator.relaxed(event).getBytes(StandardCharsets.UTF_8));
    }

    List<Verdict> verdicts =
        broker
            .broker()
            .values(
                broker.topics().verdicts(),
                all -> !all.isEmpty() && all.get(all.size() - 1).total() == 10);
    assertThat(verdicts.get(verdicts.size() - 1).good()).isEqualTo(9);
    get("/api/v1/evaluator").then().statusCode(200).body("definitions", equalTo(1));
    assertThat(get("/q/metrics").asString()).contains("tocsin_sla_events_total 10");
  }
}

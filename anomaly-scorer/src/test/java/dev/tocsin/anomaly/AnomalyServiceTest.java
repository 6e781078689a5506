package dev.tocsin.anomaly;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.tocsin.events.Model;
import dev.tocsin.events.Score;
import dev.tocsin.testkit.BrokerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The whole service on a real broker. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
class AnomalyServiceTest {
  BrokerResource kafka;

  @Test
  void telemetryBecomesScoresModelsAndCards() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> get("/q/health/ready").then().statusCode(200));

    for (int window = 0; window < 160; window++) {
      kafka
          .broker()
          .send(kafka.topics().requests().name(), "payments", Traffic.window(window, 0.05));
    }
    kafka.broker().send(kafka.topics().requests().name(), "payments", Traffic.window(161, 0.05));

    List<Score> scores = kafka.broker().values(kafka.topics().scores(), s -> s.size() >= 160);
    assertThat(scores).extracting(Score::entity).containsOnly("payments");
    assertThat(scores.get(0).mode()).isEqualTo(Score.Mode.BASELINE);
    assertThat(scores.get(159).mode()).isEqualTo(Score.Mode.MODEL);
    Model model = kafka.broker().values(kafka.topics().models(), m -> !m.isEmpty()).get(0);
    assertThat(scores.get(159).modelId()).isEqualTo(model.modelId());

    get("/api/v1/models")
        .then()
        .statusCode(200)
        .body("items.entity", hasItem("payments"))
        .body("items[0].modelId", equalTo(model.modelId()));
    get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("tocsin_anomaly_windows_scored_total{mode=\"MODEL\""))
        .body(containsString("kafka_stream"));
    get("/q/health/live").then().statusCode(200);
    get("/q/openapi").then().statusCode(200).body(containsString("/api/v1/models"));
  }
}

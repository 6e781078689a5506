package dev.tocsin.anomaly;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.tocsin.events.Model;
import dev.tocsin.events.Score;
import dev.tocsin.testkit.BrokerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The whole service on a real broker. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@TestProfile(AnomalyServiceTest.Grouped.class)
class AnomalyServiceTest {
  private static final Predicate<Model> CHAMPION = model -> model.state() == Model.State.CHAMPION;

  BrokerResource kafka;

  /** All that pays is one group. */
  public static class Grouped implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("tocsin.anomaly.groups.money", "pay*");
    }
  }

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
    // It and its challenger are in partitions of their own.
    Model model =
        kafka.broker().values(kafka.topics().models(), m -> m.stream().anyMatch(CHAMPION)).stream()
            .filter(CHAMPION)
            .findFirst()
            .orElseThrow();
    assertThat(scores.get(159).modelId()).isEqualTo(model.modelId());

    get("/api/v1/models")
        .then()
        .statusCode(200)
        .body("items.entity", hasItem("payments"))
        .body("items[0].modelId", equalTo(model.modelId()));
    modelsAreTrainedOnCommand(model);
    get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("tocsin_anomaly_windows_scored_total{mode=\"MODEL\""))
        .body(containsString("kafka_stream"));
    get("/q/metrics")
        .then()
        .body(containsString("tocsin_anomaly_entities{mode=\"MODEL\"} 1.0"))
        .body(containsString("tocsin_anomaly_score_delay_seconds"));
    everyFailureIsAProblem();
    get("/q/health/live").then().statusCode(200);
    get("/q/openapi").then().statusCode(200).body(containsString("/api/v1/models"));
  }

  private void modelsAreTrainedOnCommand(Model first) {
    get("/api/v1/models/payments")
        .then()
        .statusCode(200)
        .body("champion.modelId", equalTo(first.modelId()))
        .body("champion.trigger", equalTo("first"))
        .body("champion.kind", equalTo("ENSEMBLE"))
        .body("champion", hasKey("precision"))
        .body("challenger.kind", equalTo("RANDOM_CUT"))
        .body("comparison.champion.kind", equalTo("ENSEMBLE"))
        .body("comparison.challenger.alerts", equalTo(0))
        .body("comparison.challenger", hasKey("precision"))
        .body("comparison.challenger", hasKey("recall"))
        .body("others", hasSize(0));
    get("/api/v1/pictures/payments")
        .then()
        .statusCode(200)
        .body("points.entity", hasItem("payments"))
        .body("explained", hasSize(2));
    get("/api/v1/pictures").then().statusCode(200).body("points.entity", hasItem("payments"));
    get("/api/v1/pictures?group=money")
        .then()
        .statusCode(200)
        .body("points.entity", hasItem("payments"))
        .body("points.group", hasItem("money"));
    get("/api/v1/pictures?group=shops").then().statusCode(200).body("points", hasSize(0));
    get("/api/v1/models/nobody").then().statusCode(404).body("field", equalTo("entity"));
    wish("payments/train", "{}").statusCode(400).body("field", equalTo("actor"));
    wish("payments/rollback", "{\"actor\":\"ada\"}").statusCode(409);
    wish("payments/promote", "{\"actor\":\"ada\",\"modelId\":\"x\"}").statusCode(409);
    wish("payments/train", "{\"actor\":\"ada\"}").statusCode(202);
    kafka.broker().values(kafka.topics().commands(), commands -> !commands.isEmpty());

    AtomicInteger window = new AtomicInteger(162);
    payments(
        models -> {
          byte[] next = Traffic.window(window.incrementAndGet(), 0.05);
          kafka.broker().send(kafka.topics().requests().name(), "payments", next);
          models
              .body("champion.trigger", equalTo("requested"))
              .body("others[0].modelId", equalTo(first.modelId()));
        });
    wish("payments/rollback", "{\"actor\":\"ada\"}").statusCode(202);
    payments(models -> models.body("champion.modelId", equalTo(first.modelId())));
    String challenger = get("/api/v1/models/payments").path("challenger.modelId");
    wish("payments/promote", "{\"actor\":\"ada\",\"modelId\":\"" + challenger + "\"}")
        .statusCode(202);
    payments(
        models ->
            models
                .body("champion.kind", equalTo("RANDOM_CUT"))
                .body("challenger.modelId", equalTo(first.modelId())));
  }

  private static void everyFailureIsAProblem() {
    problem(wish("payments/train", "{oops"), 400, "must be a JSON object with actor");
    problem(wish("payments/train", "[]"), 400, "must be a JSON object with actor");
    problem(wish("payments/train", "{\"actor\":{}}"), 400, "actor must be a string")
        .body("field", equalTo("actor"));
    problem(given().body("{}").post("/api/v1/models/payments/train").then(), 415, "json");
    problem(given().put("/api/v1/models/payments").then(), 405, "GET models");
    problem(given().accept("text/csv").get("/api/v1/models").then(), 406, "application/json");
    problem(get("/api/v1/nothing").then(), 404, "/api/v1/pictures");
    problem(get("/nothing").then(), 404, "/api/v1/models");
    problem(get("/api/v1/models/nobody").then(), 404, "nobody")
        .body("type", equalTo("about:blank"));
  }

  private static ValidatableResponse problem(
      ValidatableResponse response, int status, String detail) {
    return response
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", equalTo(status))
        .body("title", not(emptyString()))
        .body("detail", containsString(detail));
  }

  /** Waits for what the registry is to say of the service. */
  private static void payments(Consumer<ValidatableResponse> expected) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> expected.accept(get("/api/v1/models/payments").then()));
  }

  private static ValidatableResponse wish(String path, String body) {
    return given().contentType("application/json").body(body).post("/api/v1/models/" + path).then();
  }
}

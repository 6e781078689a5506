package dev.tocsin.sla;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Json;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import dev.tocsin.testkit.BrokerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the service answers beside its topics: looks, what-ifs and replays, on a real broker. */
@QuarkusTest
@QuarkusTestResource(value = BrokerResource.class, restrictToAnnotatedClass = true)
class QueriesTest {
  /** A whole minute. */
  private static final long START = 1_770_000_000_000L;

  private static final String SPEC =
      "{service: '*', indicator: {type: availability}, target: 0.9, evaluation: 5m}";
  private static boolean fed;

  BrokerResource broker;

  /** Ten minutes of two services; the sixth minute is bad. */
  @BeforeEach
  void feed() throws IOException {
    if (fed) {
      return;
    }
    fed = true;
    Definition objective =
        new Definition(
            DefinitionKind.OBJECTIVE, "A", 1, 0, Json.mapper().readTree(Evaluator.relaxed(SPEC)));
    broker.broker().send(broker.topics().definitions(), objective.key(), objective);
    Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() -> get("/q/health/ready").then().statusCode(200));
    StringBuilder events = new StringBuilder();
    for (int second = 0; second < 600; second += 10) {
      for (String service : List.of("shop", "bank")) {
        events
            .append(events.isEmpty() ? "[" : ",")
            .append(
                Evaluator.relaxed(
                    "{timestamp: %d, service: %s, latencyMs: 5, success: %s}"
                        .formatted(START + second * 1_000L, service, second / 60 != 5)));
      }
    }
    broker
        .broker()
        .send(
            broker.topics().requests().name(),
            "any",
            events.append("]").toString().getBytes(StandardCharsets.UTF_8));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                get("/api/v1/look/A")
                    .then()
                    .statusCode(200)
                    .body("verdicts.verdict.total", hasItems(30, 30)));
    // A look shows figures at once; what is stored is written at the next commit.
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                ask("/api/v1/what-if", "definition: {name: A, spec: %s}".formatted(SPEC))
                    .statusCode(200)
                    .body("services.slices", equalTo(List.of(10, 10))));
  }

  @Test
  void newestVerdictIsShownWithItsAgeAndOwner() {
    get("/api/v1/look/A/shop")
        .then()
        .statusCode(200)
        .body("verdict.service", equalTo("shop"))
        .body("verdict.total", equalTo(30))
        .body("ageMs", greaterThanOrEqualTo(0))
        .body("owner", startsWith("http://127.0.0.1:"));
    get("/api/v1/look")
        .then()
        .statusCode(200)
        .body("verdicts.verdict.service", hasItems("bank", "shop"))
        .body("others", hasSize(0));
    get("/api/v1/look/A/nobody")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("status", equalTo(404));
  }

  @Test
  void whatIfAnswersForEachServiceFromStoredSlices() {
    ask("/api/v1/what-if", "definition: {name: A, spec: %s}".formatted(SPEC))
        .statusCode(200)
        .body("objective", equalTo("A"))
        .body("services.service", equalTo(List.of("bank", "shop")))
        .body("services.slices", everyItem(equalTo(10)))
        .body("services.coveredFrom", everyItem(equalTo(START)))
        .body("services[0].violations", hasSize(1))
        .body("services[0].violations[0].began", equalTo(START + 5 * 60_000))
        .body("services[0].alerts.status", hasItem("FIRING"))
        .body("services[0].worst.good", equalTo(24))
        .body("services[0].worst.total", equalTo(30));
    ask(
            "/api/v1/what-if?verdicts=0",
            "definition: {name: A, spec: %s}, service: shop"
                .formatted(SPEC.replace("0.9,", "0.5,")))
        .statusCode(200)
        .body("services.service", equalTo(List.of("shop")))
        .body("services[0].violations", hasSize(0))
        .body("services[0].verdicts", hasSize(0))
        .body("services[0].counts.MET", greaterThanOrEqualTo(10));
    ask("/api/v1/what-if", "definition: {name: A, spec: %s}, service: nobody".formatted(SPEC))
        .statusCode(200)
        .body("services", hasSize(0));
  }

  @Test
  void replayIsPublishedBesideTheLiveHistoryAndAgainChangesNothing() {
    String question =
        "definition: {name: A, version: 2, spec: %s}, service: shop, from: %d, to: %d"
            .formatted(SPEC.replace("0.9,", "0.95,"), START, START + 600_000);
    String name = ask("/api/v1/replay", question).statusCode(200).extract().path("objective");
    assertThat(name).startsWith("A@replay-");
    List<Verdict> once = verdicts(name, 10);
    assertThat(once)
        .hasSize(10)
        .allMatch(each -> each.state() == Verdict.State.FINAL && each.revision() == 1);
    List<Violation> violations =
        broker
            .broker()
            .values(
                broker.topics().violations(),
                all -> all.stream().anyMatch(each -> each.objective().equals(name)));
    Violation violation =
        violations.stream().filter(v -> v.objective().equals(name)).findFirst().orElseThrow();
    assertThat(violation.began()).isEqualTo(START + 5 * 60_000);
    assertThat(violation.ended()).isNotNull();

    assertThat((String) ask("/api/v1/replay", question).extract().path("objective"))
        .isEqualTo(name);
    List<Verdict> twice = verdicts(name, 20);
    assertThat(twice.subList(10, 20)).isEqualTo(once);
    get("/api/v1/look/" + name).then().statusCode(200).body("verdicts", hasSize(0));
  }

  @Test
  void whatIsWrongIsAProblemThatNamesTheField() {
    ask("/api/v1/what-if", "definition: {name: A, spec: {service: s}}")
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", startsWith("definition.spec"));
    ask("/api/v1/what-if?verdicts=many", "definition: {name: A, spec: %s}".formatted(SPEC))
        .statusCode(400)
        .body("field", equalTo("verdicts"))
        .body("detail", containsString("10000"));
    given()
        .contentType("application/json")
        .body("{")
        .post("/api/v1/replay")
        .then()
        .statusCode(400)
        .body("detail", equalTo("the body must be a JSON object"));
    given().body("x").contentType("text/plain").post("/api/v1/what-if").then().statusCode(415);
    get("/api/v1/what-if").then().statusCode(405);
    get("/api/v1/nothing").then().statusCode(404).contentType("application/problem+json");
  }

  private List<Verdict> verdicts(String objective, int count) {
    return broker
        .broker()
        .values(
            broker.topics().verdicts(),
            all -> all.stream().filter(v -> v.objective().equals(objective)).count() >= count)
        .stream()
        .filter(each -> each.objective().equals(objective))
        .toList();
  }

  private static ValidatableResponse ask(String path, String body) {
    return given()
        .contentType("application/json")
        .body(Evaluator.relaxed(String.format(Locale.ROOT, "{%s}", body)))
        .post(path)
        .then();
  }
}

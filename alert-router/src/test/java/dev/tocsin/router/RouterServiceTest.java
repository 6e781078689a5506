package dev.tocsin.router;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import dev.tocsin.events.Alert;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Page;
import dev.tocsin.events.Severity;
import dev.tocsin.router.domain.Fixtures;
import dev.tocsin.testkit.BrokerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole service on a real broker: from an alert to a page, and all of it in the ledger. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RouterServiceTest {
  private static final int PAIRS = 40;

  BrokerResource kafka;

  @Test
  @Order(1)
  void anAlertBecomesAPageAndTheLedgerSaysWhy() {
    define(
        DefinitionKind.ROUTE,
        "root",
        "{\"receiver\":\"ops\",\"escalation\":\"all\",\"groupWait\":\"0s\"}");
    define(
        DefinitionKind.RECEIVER,
        "ops",
        "{\"kafka\":{\"topic\":\"%s\"}}".formatted(kafka.topics().pages().name()));
    define(
        DefinitionKind.RECEIVER,
        "lead",
        "{\"kafka\":{\"topic\":\"%s\"}}".formatted(kafka.topics().pages().name()));
    define(
        DefinitionKind.ESCALATION,
        "all",
        "{\"levels\":[{\"after\":\"0s\",\"receivers\":[\"lead\"]}]}");
    awaitDefinitions(4);
    long now = System.currentTimeMillis();
    Alert alert = Fixtures.firing("RULE_004", Severity.EMERGENCY, now);

    kafka.broker().send(kafka.topics().alerts(), alert.fingerprint(), alert);

    List<Page> pages = kafka.broker().values(kafka.topics().pages(), p -> p.size() >= 2);
    assertThat(pages)
        .extracting(page -> page.receiver() + " " + page.level())
        .containsExactlyInAnyOrder("ops 0", "lead 1");
    assertThat(pages).extracting(Page::status).containsOnly("firing");
    assertThat(pages.get(0).alerts().get(0).fingerprint()).isEqualTo(alert.fingerprint());
    List<Notification> ledger =
        kafka
            .broker()
            .values(
                kafka.topics().notifications(),
                l -> l.stream().filter(n -> n.decision() == Decision.DELIVERED).count() == 2);
    assertThat(ledger)
        .extracting(Notification::decision)
        .containsExactlyInAnyOrder(
            Decision.GROUPED,
            Decision.INTENDED,
            Decision.ESCALATED,
            Decision.INTENDED,
            Decision.ATTEMPTED,
            Decision.ATTEMPTED,
            Decision.DELIVERED,
            Decision.DELIVERED);
    assertThat(ledger).extracting(Notification::fingerprint).containsOnly(alert.fingerprint());
    assertThat(ledger).allSatisfy(n -> assertThat(n.reason()).isNotBlank());
    get("/api/v1/groups")
        .then()
        .statusCode(200)
        .body("items.firing.flatten()", hasItem(alert.fingerprint()));
    get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("tocsin_router_notifications_total{"))
        .body(containsString("decision=\"DELIVERED\""))
        .body(containsString("kafka_stream"));
    given()
        .contentType("application/json")
        .body(
            "{\"template\": \"{page.firing.size}: {page.alerts.get(0).annotations.summary}\","
                + " \"escape\": \"html\"}")
        .post("/api/v1/templates/preview")
        .then()
        .statusCode(200)
        .body("text", equalTo("1: Requests take &lt;2 s&gt; &amp; more"));
    given()
        .contentType("application/json")
        .body("{\"template\": \"{#if\"}")
        .post("/api/v1/templates/preview")
        .then()
        .statusCode(400)
        .body("detail", startsWith("template: "));
    get("/q/health/live").then().statusCode(200);
    get("/q/openapi").then().statusCode(200).body(containsString("/api/v1/groups"));
  }

  /** Each alert comes together with the one that inhibits it, most of them on other partitions. */
  @Test
  @Order(2)
  void nobodyIsToldOfWhatIsInhibitedByAnAlertThatCameAtTheSameTime() {
    define(
        DefinitionKind.ROUTE,
        "root",
        "{\"receiver\":\"ops\",\"groupBy\":[\"alertname\",\"pair\"],\"groupWait\":\"2s\"}");
    define(
        DefinitionKind.INHIBITION,
        "down",
        "{\"rules\":[{\"source\":[\"alertname=Down\"],\"target\":[\"alertname=Slow\"],\"equal\":[\"pair\"]}]}");
    awaitDefinitions(5);

    for (int i = 0; i < PAIRS; i++) {
      fire("Slow", i);
      fire("Down", i);
    }

    List<Notification> ledger =
        kafka
            .broker()
            .values(
                kafka.topics().notifications(),
                l ->
                    count(l, Decision.SUPPRESSED, "inhibited by rule down[0] while Down") >= PAIRS
                        && count(l, Decision.DELIVERED, "") >= PAIRS + 2);
    assertThat(ledger)
        .filteredOn(n -> n.decision() == Decision.INTENDED)
        .flatExtracting(Notification::alerts)
        .extracting(Alert::name)
        .contains("Down")
        .doesNotContain("Slow");
  }

  private void fire(String name, int pair) {
    long now = System.currentTimeMillis();
    Map<String, String> labels = Map.of("alertname", name, "pair", Integer.toString(pair));
    Alert alert = Alert.firing("rule", name, "shop", Severity.WARNING, labels, Map.of(), now, now);
    kafka.broker().send(kafka.topics().alerts(), alert.fingerprint(), alert);
  }

  private static long count(List<Notification> ledger, Decision decision, String begins) {
    return ledger.stream()
        .filter(n -> n.decision() == decision && n.reason().startsWith(begins))
        .count();
  }

  private static void awaitDefinitions(int many) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                get("/q/health/ready").statusCode() == 200
                    && get("/q/health/ready").asString().contains("\"definitions\": " + many));
  }

  private void define(DefinitionKind kind, String name, String spec) {
    var definition = Fixtures.definition(kind, name, spec);
    kafka.broker().send(kafka.topics().definitions(), definition.key(), definition);
  }
}

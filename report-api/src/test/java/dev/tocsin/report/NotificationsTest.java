package dev.tocsin.report;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Topics;
import dev.tocsin.testkit.BrokerResource;
import dev.tocsin.testkit.DatabaseResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** The ledger as people ask for it, and what was given up sent again. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(DatabaseResource.class)
class NotificationsTest {
  private static final long NIGHT = 1_772_334_660_000L;
  private static final Alert FIRST = alert("first");
  private static final Alert SECOND = alert("second");

  BrokerResource kafka;

  @Test
  void whyWasSomebodyNotPagedAtThatTime() {
    ledger(FIRST, "n-1", "ops", Decision.INTENDED, "the group's first notice", 0);
    ledger(FIRST, "n-1", "ops", Decision.DELIVERED, "answered 200", 1_000);
    ledger(FIRST, "n-2", "lead", Decision.INTENDED, "the group's first notice", 2_000);
    ledger(FIRST, "n-2", "lead", Decision.GIVEN_UP, "answered 404", 3_000);

    // The notifications are filed under the first alert; they carried the second, too.
    String path = "/api/v1/alerts/" + SECOND.fingerprint() + "/timeline?at=" + (NIGHT + 2_500);
    soon(() -> when().get(path).then().body("items", hasSize(5)));
    when()
        .get(path)
        .then()
        .statusCode(200)
        .body("items[0].sentence", is("ops is to be told by webhook: the group's first notice"))
        .body("items[4].decision", is("GIVEN_UP"))
        .body("moment.told", is(List.of("ops/webhook")))
        .body("moment.untold", is(List.of("lead/webhook")));
    when().get("/api/v1/alerts/unknown/timeline").then().body("items", hasSize(0));
    when().get(path + "x").then().statusCode(400).body("field", is("at"));

    redeliver("n-1").statusCode(409).body("detail", containsString("DELIVERED"));
    redeliver("n-9").statusCode(404);
    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .post("/api/v1/notifications/n-2/redeliver")
        .then()
        .statusCode(400)
        .body("field", is("actor"));
    redeliver("n-2").statusCode(202).body("notificationId", is("n-2"));
    List<Notification> outbox =
        kafka.broker().values(kafka.topics().dispatch(), sent -> !sent.isEmpty());
    assertThat(outbox).hasSize(1);
    assertThat(outbox.get(0).notificationId()).isEqualTo("n-2");
    assertThat(outbox.get(0).reason()).isEqualTo("redelivered for kim: it is back");
    assertThat(outbox.get(0).alerts()).hasSize(2);
    assertThat(outbox.get(0).at()).isGreaterThan(NIGHT + 3_000);
    soon(() -> when().get(path).then().body("items", hasSize(6)));
    redeliver("n-2").statusCode(409);
  }

  private static ValidatableResponse redeliver(String id) {
    return given()
        .contentType(ContentType.JSON)
        .body("{\"actor\": \"kim\", \"reason\": \"it is back\"}")
        .post("/api/v1/notifications/" + id + "/redeliver")
        .then();
  }

  private void ledger(
      Alert alert, String id, String receiver, Decision decision, String reason, long after) {
    Topics topics = kafka.topics();
    boolean intent = decision == Decision.INTENDED;
    kafka
        .broker()
        .send(
            topics.notifications(),
            alert.fingerprint(),
            new Notification(
                id + decision,
                id,
                alert.fingerprint(),
                "{}@ops:{}",
                receiver,
                "webhook",
                decision,
                reason,
                Alert.Status.FIRING,
                0,
                intent ? 0 : 1,
                NIGHT + after,
                "thread",
                null,
                null,
                intent ? List.of(FIRST, SECOND) : List.of()));
    if (intent && receiver.equals("ops")) {
      kafka
          .broker()
          .send(
              topics.notifications(),
              SECOND.fingerprint(),
              new Notification(
                  "grouped",
                  null,
                  SECOND.fingerprint(),
                  "{}@ops:{}",
                  null,
                  null,
                  Decision.GROUPED,
                  "told to ops together with " + FIRST.fingerprint(),
                  Alert.Status.FIRING,
                  0,
                  0,
                  NIGHT,
                  null,
                  null,
                  null,
                  List.of()));
    }
  }

  private static Alert alert(String instance) {
    return Alert.firing(
        "rule",
        "CPU",
        "night",
        Severity.CRITICAL,
        Map.of("instance", instance),
        Map.of(),
        NIGHT,
        NIGHT);
  }

  private static void soon(ThrowingRunnable check) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(check);
  }
}

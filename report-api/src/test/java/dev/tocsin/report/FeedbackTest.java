package dev.tocsin.report;

import static dev.tocsin.report.Api.API;
import static dev.tocsin.report.Api.get;
import static dev.tocsin.report.Api.soon;
import static dev.tocsin.report.Fixtures.MINUTE;
import static dev.tocsin.report.Fixtures.TEN;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.tocsin.events.Alert;
import dev.tocsin.events.AuditEntry;
import dev.tocsin.events.Command;
import dev.tocsin.events.Severity;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people say of the anomaly scorer's alerts goes to it through Kafka. */
@QuarkusTest
class FeedbackTest extends RunningService {
  @Test
  void anAnomalysAlertIsCalledFalseAndAnotherOneCannotBe() {
    Alert anomaly =
        Alert.firing(
            "anomaly",
            "AnomalyRisk",
            "judged",
            Severity.WARNING,
            Map.of("entity", "judged/j-1"),
            Map.of("summary", "unusual"),
            TEN,
            TEN);
    Alert rule = Fixtures.alert("RULE_J", "judged", TEN);
    broker.send(topics.alerts(), anomaly.fingerprint(), anomaly);
    broker.send(topics.alerts(), rule.fingerprint(), rule);
    soon(() -> get("/alerts?service=judged").body("items", hasSize(2)));

    String path = "/alerts/" + anomaly.fingerprint() + "/false-alarm";
    post(path, "{}").statusCode(400).body("field", is("actor"));
    post("/alerts/0000/false-alarm", "{'actor':'kim'}").statusCode(404);
    post("/alerts/" + rule.fingerprint() + "/false-alarm", "{'actor':'kim'}")
        .statusCode(409)
        .body("detail", containsString("only an anomaly's alert"));
    post(path, "{'actor':'kim','reason':'a load test'}")
        .statusCode(202)
        .body("action", is("FALSE_ALARM"))
        .body("target", is(anomaly.fingerprint()));

    assertThat(
            broker.values(
                topics.commands(),
                all -> all.stream().anyMatch(c -> c.target().equals(anomaly.fingerprint()))))
        .filteredOn(command -> command.target().equals(anomaly.fingerprint()))
        .extracting(Command::action, Command::actor, Command::reason)
        .containsExactly(tuple(Command.Action.FALSE_ALARM, "kim", "a load test"));
  }

  @Test
  void troubleThatNobodyWasAlertedOfIsToldWithItsTime() {
    String entity = "overlooked/o-1";
    broker.send(topics.scores(), entity, Fixtures.score(entity, TEN, 12));
    soon(() -> get("/scores/latest?service=" + entity).body("items", hasSize(1)));

    String path = "/scores/missed";
    post(path, "{'entity':'overlooked/o-1'}").statusCode(400).body("field", is("actor"));
    post(path, "{'actor':'kim'}").statusCode(400).body("field", is("entity"));
    post(path, "{'actor':'kim','entity':'nobody'}").statusCode(404).body("field", is("entity"));
    post(path, "{'actor':'kim','entity':'overlooked/o-1','until':'now+2h'}")
        .statusCode(400)
        .body("field", is("until"));
    String until = "'until':" + (TEN - 5 * MINUTE);
    post(path, "{'actor':'kim','entity':'overlooked/o-1'," + until + "}")
        .statusCode(202)
        .body("action", is("MISSED"))
        .body("until", is(TEN - 5 * MINUTE));

    assertThat(
            broker.values(
                topics.commands(), all -> all.stream().anyMatch(c -> c.target().equals(entity))))
        .filteredOn(command -> command.target().equals(entity))
        .extracting(Command::action, Command::until)
        .containsExactly(tuple(Command.Action.MISSED, TEN - 5 * MINUTE));
    assertThat(
            broker.values(
                topics.audit(),
                all -> all.stream().anyMatch(each -> each.target().endsWith(entity))))
        .extracting(AuditEntry::target)
        .contains("entity/" + entity);
  }

  @Test
  void modelsAreAskedOfTheScorerWhichIsAway() {
    for (String path : List.of("/models", "/models/shop/s-1")) {
      when().get(API + path).then().statusCode(503).body("detail", containsString("scorer"));
    }
    String promote = "/models/shop/s-1/promote";
    post("/models/shop/s-1/train", "{}").statusCode(400).body("field", is("actor"));
    post(promote, "{'actor':'kim'}").statusCode(400).body("field", is("modelId"));
    post(promote, "{'actor':'kim','modelId':'7c3d'}").statusCode(503);
  }

  private static ValidatableResponse post(String path, String body) {
    return given()
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .post(API + path)
        .then();
  }
}

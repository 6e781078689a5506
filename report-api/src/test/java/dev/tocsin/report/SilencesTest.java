package dev.tocsin.report;

import static dev.tocsin.report.Api.API;
import static dev.tocsin.report.Api.get;
import static dev.tocsin.report.Api.soon;
import static dev.tocsin.report.Fixtures.TEN;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What keeps an alert from paging, and what makes it page more, over HTTP. */
@QuarkusTest
class SilencesTest extends RunningService {
  @Test
  void aSilenceIsPreviewedAndDeclared() {
    Alert alert = Fixtures.alert("RULE_S", "silenced", TEN);
    broker.send(topics.alerts(), alert.fingerprint(), alert);
    soon(() -> get("/alerts?status=firing&service=silenced").body("items", hasSize(1)));

    post("/silences/preview", "{'matchers':['service=silenced','alertname=~RULE_.+']}")
        .statusCode(200)
        .body("items.fingerprint", equalTo(List.of(alert.fingerprint())));
    post("/silences/preview", "{'matchers':['service=silenced','alertname!~RULE_.+']}")
        .body("items", hasSize(0));
    post("/silences/preview", "{'matchers':['service=silenced','a=~(']}")
        .statusCode(400)
        .body("field", is("matchers[1]"));

    String silence = "{'matchers':['service=silenced'],'author':'kim','comment':'upgrade'%s}";
    post("/silences", silence.formatted("")).statusCode(400).body("field", is("spec.end"));
    String name =
        post("/silences", silence.formatted(",'duration':'2h'"))
            .statusCode(201)
            .body("spec.start", notNullValue())
            .extract()
            .path("name");
    get("/definitions/silence/" + name).statusCode(200).body("spec.author", is("kim"));
    given().delete(API + "/definitions/silence/" + name).then().statusCode(204);
  }

  @Test
  void anAlertCanBeSnoozedAndEscalated() {
    Alert alert = Fixtures.alert("RULE_Z", "snoozed", TEN);
    broker.send(topics.alerts(), alert.fingerprint(), alert);
    soon(() -> get("/alerts?status=firing&service=snoozed").body("items", hasSize(1)));
    String path = "/alerts/" + alert.fingerprint();

    post(path + "/snooze", "{'actor':'kim'}").statusCode(400).body("field", is("until"));
    for (String bad : new String[] {"'soon'", "'2026-01-01T00:00Z'", "[]"}) {
      post(path + "/snooze", "{'actor':'kim','until':" + bad + "}")
          .statusCode(400)
          .body("field", is("until"));
    }
    post(path + "/snooze", "{'actor':'kim','until':'now+2h'}").statusCode(202);
    post(path + "/snooze", "{'actor':'kim','until':'2286-11-20T17:46:39.999Z'}")
        .statusCode(202)
        .body("action", is("SNOOZE"))
        .body("until", is(9999999999999L));
    post(path + "/escalate", "{'actor':'kim'}").statusCode(202).body("action", is("ESCALATE"));
    assertThat(
            broker.values(
                topics.commands(),
                all ->
                    all.stream().filter(c -> c.target().equals(alert.fingerprint())).count() >= 3))
        .filteredOn(command -> command.target().equals(alert.fingerprint()))
        .extracting(Command::action)
        .containsExactly(Command.Action.SNOOZE, Command.Action.SNOOZE, Command.Action.ESCALATE);
  }

  private static ValidatableResponse post(String path, String body) {
    return given()
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .post(API + path)
        .then();
  }
}

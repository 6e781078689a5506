package dev.tocsin.report;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import dev.tocsin.events.AuditEntry;
import dev.tocsin.testkit.BrokerResource;
import dev.tocsin.testkit.DatabaseResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions over HTTP: every change can be read at once. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(DatabaseResource.class)
class DefinitionsTest {
  private static final String PATH = "/api/v1/definitions";
  private static final String SPEC =
      "{'service':'api','indicator':{'type':'latency','bound':100},'target':%s,'evaluation':'1h'}";

  BrokerResource broker;

  @Test
  void aDefinitionLivesFromCreationToDeletionAndItsVersionGoesOnCounting() {
    post(objective("LIFE", 0.95)).statusCode(201).body("version", is(1));
    get("objective/LIFE").statusCode(200).body("spec.target", is(0.95f));
    post(objective("LIFE", 0.95)).statusCode(409).body("field", is("name"));
    when().get("/api/v1/objectives/LIFE").then().statusCode(200).body("version", is(1));

    put("objective/LIFE", "{'spec':%s}".formatted(SPEC.formatted("0.9")))
        .statusCode(200)
        .body("version", is(2));
    get("objective/LIFE").body("spec.target", is(0.9f));
    put("objective/LIFE", "{'version':1,'spec':%s}".formatted(SPEC.formatted("0.8")))
        .statusCode(409)
        .body("field", is("version"))
        .body("detail", containsString("version 2"));
    put("objective/LIFE", "{'version':2,'spec':%s}".formatted(SPEC.formatted("0.8")))
        .statusCode(200);

    given().header("X-Actor", "kim").delete(PATH + "/objective/LIFE").then().statusCode(204);
    get("objective/LIFE").statusCode(404);
    when().delete(PATH + "/objective/LIFE").then().statusCode(404);
    post(objective("LIFE", 0.95)).statusCode(201).body("version", is(4));

    assertThat(
            broker
                .broker()
                .values(
                    broker.topics().audit(),
                    all -> all.stream().filter(e -> e.target().endsWith("LIFE")).count() >= 5))
        .filteredOn(entry -> entry.target().equals("objective/LIFE"))
        .extracting(AuditEntry::action)
        .containsExactlyInAnyOrder("create", "update", "update", "delete", "create");
  }

  @Test
  void theyAreListedByKind() {
    put("receiver/ops", "{'spec':{'mail':{'to':['ops@example.org']}}}").statusCode(201);
    when().get(PATH + "?kind=receiver").then().body("items.name", hasItem("ops"));
    when()
        .get(PATH + "?kind=team")
        .then()
        .statusCode(400)
        .body("field", is("kind"))
        .body("detail", containsString("objective, rule, agreement"));
    get("team/x").statusCode(400).body("field", is("kind"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'name':'x','spec':{}}                                             | kind
          {'kind':'team','name':'x','spec':{}}                               | kind
          {'kind':7,'name':'x','spec':{}}                                    | kind
          {'kind':'rule','spec':{}}                                          | name
          {'kind':'rule','name':'a/b','spec':{}}                             | name
          {'kind':'rule','name':'x'}                                         | spec
          {'kind':'rule','name':'x','spec':[]}                               | spec
          {'kind':'rule','name':'x','spec':{},'nmae':1}                      | nmae
          {'kind':'rule','name':'x','effectiveFrom':'now','spec':{}}         | effectiveFrom
          {'kind':'rule','name':'x','spec':{'service':'*','sgnal':'x'}}      | spec.sgnal
          {'kind':'rule','name':'x','spec':{'service':'*'}}                  | spec.signal
          {'kind':'escalation','name':'x','spec':{'levels':[{'after':'15m'}]}} | spec.levels[0].receivers
          {'kind':'dashboard','name':'x','spec':{'owner':'kim','widgets':[{'source':'s','form':'round'}]}} | spec.widgets[0].form
          {'kind':'dashboard','name':'x','spec':{'owner':'kim','widgets':[{'source':'s','form':'pie','x':9}]}} | spec.widgets[0].x
          {'kind':'objective','name':'x','spec':{'service':'a','indicator':{'type':'uptime'},'target':1.5,'evaluation':'1h'}} | spec.target
          """)
  void whatMayNotBeDeclaredIsRefusedByName(String body, String field) {
    post(body)
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", is(field))
        .body("detail", containsString(field + ": "));
  }

  @Test
  void aCheckTellsEverythingAndDeclaresNothing() {
    check("{'kind':'rule','name':'CHECKED','spec':{'sgnal':'x','levels':[{'severity':'loud'}]}}")
        .body("problems.field", hasItems("spec.sgnal", "spec.levels[0].severity"));
    check("{'kind':'team','name':'x','spec':{}}").body("problems.field", is(List.of("kind")));
    check(objective("CHECKED", 0.95)).body("problems", is(List.of()));
    get("objective/CHECKED").statusCode(404);
  }

  private static ValidatableResponse check(String body) {
    return given()
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .post(PATH + "/check")
        .then()
        .statusCode(200);
  }

  @Test
  void aBodyThatIsNoObjectIsRefused() {
    for (String body : new String[] {"{", "[]", "7", "null", ""}) {
      post(body).statusCode(400).contentType("application/problem+json");
    }
    given().contentType("text/plain").body("x").post(PATH).then().statusCode(415);
  }

  private static String objective(String name, double target) {
    return "{'kind':'objective','name':'%s','spec':%s}".formatted(name, SPEC.formatted(target));
  }

  private static ValidatableResponse post(String body) {
    return given().contentType(ContentType.JSON).body(body.replace('\'', '"')).post(PATH).then();
  }

  private static ValidatableResponse put(String path, String body) {
    return given()
        .contentType(ContentType.JSON)
        .body(body.replace('\'', '"'))
        .put(PATH + "/" + path)
        .then();
  }

  private static ValidatableResponse get(String path) {
    return when().get(PATH + "/" + path).then();
  }
}

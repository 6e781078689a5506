package dev.tocsin.report;

import static dev.tocsin.report.Api.API;
import static dev.tocsin.report.Api.get;
import static dev.tocsin.report.Api.soon;
import static dev.tocsin.report.Fixtures.HOUR;
import static dev.tocsin.report.Fixtures.MINUTE;
import static dev.tocsin.report.Fixtures.TEN;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tocsin.events.Verdict;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What holds at every path: pages, entity tags, zones, live events that go on. */
@QuarkusTest
class ConventionsTest extends RunningService {
  @TestHTTPResource URI root;

  @Test
  void aLongListIsWholeAndSaysWhenItIsNot() {
    for (int i = 0; i < 1_200; i++) {
      send("long", "a", TEN + i * MINUTE, i);
    }
    soon(() -> get("/verdicts?objective=long&limit=2000").body("items", hasSize(1_200)));

    get("/verdicts?objective=long&limit=2000").body("truncated", is(false));
    String next =
        get("/verdicts?objective=long&limit=1100")
            .body("items", hasSize(1_100))
            .body("truncated", is(true))
            .extract()
            .path("next");
    get("/verdicts?objective=long&limit=1100&cursor=" + next).body("items", hasSize(100));
    String table = when().get(API + "/verdicts?objective=long&limit=7&format=csv").asString();
    assertThat(table).startsWith("# truncated: there is more than these 7 rows\r\n# next: ");
    assertThat(table.lines()).hasSize(2 + 1 + 7);
  }

  @Test
  void listsAreTurnedPageByPageWhateverIsAddedMeanwhile() {
    for (int i = 0; i < 5; i++) {
      send("page", "a", TEN + i / 2 * MINUTE, i);
    }
    soon(() -> get("/verdicts?objective=page&service=a").body("items", hasSize(3)));
    for (String service : List.of("b", "c")) {
      send("page", service, TEN, 1);
    }
    soon(() -> get("/verdicts?objective=page").body("items", hasSize(5)));

    List<String> seen = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      var page = get("/verdicts?objective=page&limit=2&cursor=" + cursor).extract();
      for (int i = 0; i < page.<List<Object>>path("items").size(); i++) {
        seen.add(
            page.path("items[%d].periodEnd".formatted(i))
                + page.<String>path("items[%d].service".formatted(i)));
      }
      cursor = page.path("next");
      send("page", "newer" + seen.size(), TEN + HOUR, 1);
    }

    assertThat(seen)
        .containsExactly(
            TEN + 2 * MINUTE + "a", TEN + MINUTE + "a", TEN + "a", TEN + "b", TEN + "c");
    when().get(API + "/verdicts?cursor=x").then().statusCode(400).body("field", is("cursor"));
  }

  @Test
  void anAnswerThatOneHasAlreadyIsNotSentAgain() {
    String path = API + "/definitions?kind=receiver";
    soon(
        () -> {
          String tag = when().get(path).then().statusCode(200).extract().header("ETag");
          assertThat(tag).matches("\"[\\w-]{16}\"");
          given().header("If-None-Match", tag).get(path).then().statusCode(304).body(is(""));
          given().header("If-None-Match", "\"else\"").get(path).then().statusCode(200);
        });
  }

  @Test
  void daysAreThoseOfTheZone() {
    for (int hour = 0; hour < 24; hour++) {
      broker.send(
          topics.slices(), "zoned", Fixtures.slice("zoned", "eu", TEN + hour * HOUR, 10, 1, 5, 1));
    }
    String path =
        "/reports/telemetry?service=zoned&from=%d&to=%d&zone=".formatted(TEN, TEN + 24 * HOUR);
    soon(() -> get(path + "UTC").body("count", is(240)));
    get(path + "UTC").body("by.day.find { it.key == '2026-11-20' }.count", is(140));
    get(path + "America/New_York")
        .body("by.day.find { it.key == '2026-11-20' }.count", is(190))
        .body("by.day.find { it.key == '2026-11-21' }.count", is(50))
        .body("about.zone", is("America/New_York"))
        .body("about.filters.service", is("zoned"))
        .body("about.coverage", is(1f))
        .body("about.method", notNullValue());
    // Half an hour beside: the hour of local midnight is read by the minute.
    get(path + "Asia/Kolkata").body("by.day.find { it.key == '2026-11-20' }.count", is(90));
    get(path + "UTC&groupBy=service,day")
        .body("groups", hasSize(2))
        .body("groups[0].of", equalTo(java.util.Map.of("service", "zoned", "day", "2026-11-20")))
        .body("groups[0].figures.count", is(140));
    when()
        .get(API + "/reports/telemetry?zone=Mars")
        .then()
        .statusCode(400)
        .body("field", is("zone"));
    when().get(API + "/reports/telemetry?groupBy=colour").then().statusCode(400);
    get("/verdicts?objective=none&from=now-1d/d&to=now/d").body("next", nullValue());
  }

  @Test
  void tablesAreMadeAnewFromTheTopicsAndTheProjectionGoesOn() {
    broker.send(topics.slices(), "anew", Fixtures.slice("anew", "eu", TEN, 10, 1, 5, 1));
    broker.send(topics.slices(), "anew", Fixtures.slice("anew", "eu", TEN, 7, 1, 5, 2));
    String path = "/reports/telemetry?service=anew&from=%d&to=%d".formatted(TEN, TEN + 24 * HOUR);
    soon(() -> get(path).body("count", is(7)));

    when().post(API + "/rebuild").then().statusCode(202);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> get("/rebuild").body("phase", is("DONE")));

    get(path).body("count", is(7));
    broker.send(topics.slices(), "anew", Fixtures.slice("anew", "eu", TEN + MINUTE, 5, 0, 5, 1));
    soon(() -> get(path).body("count", is(12)));
  }

  @Test
  void whoWasAwayGetsWhatCameMeanwhile() {
    List<String> first = new CopyOnWriteArrayList<>();
    var reading = listen(first, null);
    soon(() -> assertThat(first).contains(":tocsin"));
    broker.send(topics.scores(), "away", Fixtures.score("away", TEN, 1));
    soon(() -> assertThat(first).anyMatch(line -> line.startsWith("data:{\"entity\":\"away\"")));
    String id = first.stream().filter(l -> l.startsWith("id:")).reduce((a, b) -> b).orElseThrow();
    reading.cancel(true);
    broker.send(topics.scores(), "away", Fixtures.score("away", TEN + MINUTE, 2));
    soon(() -> get("/scores?entity=away").body("items", hasSize(2)));

    List<String> again = new CopyOnWriteArrayList<>();
    listen(again, id.substring(3));
    List<String> lost = new CopyOnWriteArrayList<>();
    listen(lost, "another-life-17");

    soon(
        () -> {
          assertThat(again).filteredOn(l -> l.contains("\"away\"")).hasSize(1);
          assertThat(lost).contains("event:gap");
        });
  }

  private java.util.concurrent.CompletableFuture<Void> listen(List<String> lines, String lastId) {
    HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(API + "/events"));
    if (lastId != null) {
      request.header("Last-Event-ID", lastId);
    }
    return HttpClient.newHttpClient()
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
        .thenAccept(answer -> answer.body().forEach(lines::add));
  }

  @Test
  void failuresAreProblems() {
    problem("/nothing", 404).body("detail", containsString("openapi"));
    problem("/alerts/0000", 404);
    problem("/alerts?status=burning", 400)
        .body("field", is("status"))
        .body("detail", containsString("firing, resolved"));
    problem("/verdicts?servce=x", 400)
        .body("field", is("servce"))
        .body("detail", containsString("service"));
    problem("/verdicts?from=yesterday", 400).body("field", is("from"));
    problem("/verdicts?limit=0", 400).body("field", is("limit"));
    given()
        .contentType(ContentType.JSON)
        .body("{")
        .post(API + "/alerts/x/resolve")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
    given()
        .delete(API + "/verdicts")
        .then()
        .statusCode(405)
        .contentType("application/problem+json");
    given().accept("image/png").get(API + "/verdicts").then().statusCode(406);
    when().get("/no-such-page").then().statusCode(404).contentType("application/problem+json");
  }

  @Test
  void listsAndReportsAreTablesToo() {
    send("=1+1", "csv", TEN, 1);
    soon(() -> get("/verdicts?service=csv").body("items", hasSize(1)));
    String csv =
        given()
            .accept("text/csv")
            .get(API + "/verdicts?service=csv")
            .then()
            .statusCode(200)
            .header("Content-Type", containsString("text/csv"))
            .header("X-Content-Type-Options", "nosniff")
            .extract()
            .asString();
    assertThat(csv).startsWith("\"objective\",\"service\",").contains("\"'=1+1\",\"csv\"");
    for (String path : List.of("/reports/incidents", "/reports/telemetry", "/alerts", "/scores")) {
      given().accept("text/csv").get(API + path).then().statusCode(200);
    }
  }

  private static ValidatableResponse problem(String path, int status) {
    return when()
        .get(API + path)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", is(status));
  }

  private void send(String objective, String service, long periodEnd, long revision) {
    Verdict verdict = Fixtures.verdict(objective, service, periodEnd, Verdict.Status.MET, revision);
    broker.send(topics.verdicts(), objective, verdict);
  }
}

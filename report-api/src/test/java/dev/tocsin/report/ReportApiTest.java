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
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.Verdict;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The whole service on a real broker and a real database. Each test has services of its own. */
@QuarkusTest
class ReportApiTest extends RunningService {
  @TestHTTPResource URI root;

  @Test
  void verdictsShowTheHighestRevisionAndTheNewestPeriod() {
    send(Fixtures.verdict("o1", "a", TEN, Verdict.Status.MET, 1));
    send(Fixtures.verdict("o1", "a", TEN + MINUTE, Verdict.Status.MET, 1));
    send(Fixtures.verdict("o1", "a", TEN, Verdict.Status.VIOLATED, 2));
    send(Fixtures.verdict("o1", "a", TEN, Verdict.Status.MET, 1));

    soon(
        () ->
            get("/verdicts?objective=o1")
                .body("items", hasSize(2))
                .body("items[0].periodEnd", equalTo(TEN + MINUTE))
                .body("items[1].status", is("VIOLATED")));
    get("/verdicts?objective=o1&from=" + (TEN + 1)).body("items", hasSize(1));
    get("/overview")
        .body(
            "verdicts.findAll { it.objective == 'o1' }.periodEnd", equalTo(List.of(TEN + MINUTE)));
  }

  @Test
  void replaysStandBesideWhatIsSoNow() {
    send(Fixtures.verdict("o1@replay-0a1b2c3d", "a", TEN, Verdict.Status.VIOLATED, 1));
    soon(() -> get("/verdicts?objective=o1@replay-0a1b2c3d").body("items", hasSize(1)));
    get("/overview").body("verdicts.findAll { it.objective.startsWith('o1@replay') }", hasSize(0));
  }

  @Test
  void withoutTheEvaluatorFiguresAreTheProjectedOnesWithTheirAge() {
    given()
        .contentType(ContentType.JSON)
        .body(
            "{\"kind\":\"objective\",\"name\":\"AGED\",\"spec\":{\"service\":\"a\",\"target\":0.9,"
                + "\"evaluation\":\"1h\",\"indicator\":{\"type\":\"availability\"}}}")
        .post(API + "/definitions")
        .then()
        .statusCode(201);
    send(Fixtures.verdict("AGED", "a", TEN, Verdict.Status.MET, 1));
    soon(
        () ->
            get("/objectives/AGED")
                .body("verdicts", hasSize(1))
                .body("verdicts[0].source", is("projection")));
    float age = get("/objectives/AGED").extract().path("verdicts[0].ageSeconds");
    assertThat(age).isBetween(0f, 30f);
    given()
        .contentType(ContentType.JSON)
        .body("{}")
        .post(API + "/what-if")
        .then()
        .statusCode(503)
        .body("detail", containsString("evaluator"));
    given()
        .contentType(ContentType.JSON)
        .body("{\"template\":\"x\"}")
        .post(API + "/templates/preview")
        .then()
        .statusCode(503)
        .body("detail", containsString("alert router"));
  }

  @Test
  void slicesAreMergedAndNeverAveraged() {
    broker.send(topics.slices(), "tele", Fixtures.slice("tele", "eu", TEN, 900, 9, 10, 1));
    broker.send(topics.slices(), "tele", Fixtures.slice("tele", "us", TEN, 100, 1, 1000, 2));
    broker.send(topics.slices(), "tele", Fixtures.slice("tele", "us", TEN, 50, 0, 1000, 1));

    soon(
        () ->
            get("/reports/telemetry?service=tele&from=%d&to=%d".formatted(TEN, TEN + HOUR))
                .body("count", is(1000))
                .body("errors", is(10))
                .body("errorRate", is(0.01f))
                .body("latency.mean", is(109f))
                .body("by.region.key", is(List.of("eu", "us")))
                .body("by.deviceType.key", is(List.of("unknown")))
                .body("by.day.key", is(List.of("2026-11-20"))));
    float p50 =
        get("/reports/telemetry?service=tele&from=%d&to=%d".formatted(TEN, TEN + HOUR))
            .extract()
            .path("latency.p50");
    assertThat(p50).isCloseTo(10, within(0.1f));
    get("/reports/telemetry?service=nobody&from=%d&to=%d".formatted(TEN, TEN + HOUR))
        .body("count", is(0))
        .body("errorRate", nullValue())
        .body("latency.p95", nullValue());
  }

  @Test
  void anAlertCanBeAcknowledged() {
    Alert alert = Fixtures.alert("RULE_X", "alerting", TEN);
    broker.send(topics.alerts(), alert.fingerprint(), alert);
    soon(() -> get("/alerts?status=firing&service=alerting").body("items", hasSize(1)));

    given()
        .contentType(ContentType.JSON)
        .body("{\"actor\":\"kim\",\"reason\":\"on it\"}")
        .post(API + "/alerts/" + alert.fingerprint() + "/acknowledge")
        .then()
        .statusCode(202)
        .body("action", is("ACKNOWLEDGE"));

    soon(() -> get("/alerts/" + alert.fingerprint()).body("acknowledgedBy", is("kim")));
    assertThat(broker.values(topics.commands(), all -> !all.isEmpty()))
        .extracting(Command::target)
        .contains(alert.fingerprint());
    broker.send(topics.alerts(), alert.fingerprint(), alert.resolved(TEN + MINUTE, "cleared"));
    soon(() -> get("/alerts?status=resolved&service=alerting").body("items", hasSize(1)));

    Alert again = Fixtures.alert("RULE_X", "alerting", TEN + HOUR);
    broker.send(topics.alerts(), again.fingerprint(), again);
    soon(
        () ->
            get("/alerts?status=firing&service=alerting")
                .body("items[0].startsAt", equalTo(TEN + HOUR))
                .body("items[0].acknowledgedBy", nullValue()));
  }

  @Test
  void ofSeveralEventsOfAnIncidentTheLatestCounts() {
    incident("{'incidentId':'I1','service':'inc','timestamp':3000,'startedAt':1000,'slaMet':true}");
    incident(
        "{'incidentId':'I1','service':'inc','timestamp':5000,'startedAt':1000,'detectedAt':2000,"
            + "'resolvedAt':4500,'slaMet':false,'severity':'high'}");
    incident("{'incidentId':'I1','service':'inc','timestamp':4000,'startedAt':1000}");
    incident("{'incidentId':'I2','service':'inc','timestamp':5000,'startedAt':2000}");
    incident("[1, {'incidentId':'I3','service':'inc','timestamp':-1}]");

    soon(
        () ->
            get("/reports/incidents?service=inc")
                .body("count", is(2))
                .body("breached", is(1))
                .body("breachRate", is(1f))
                .body("mttd.mean", is(1f))
                .body("mttd.pending", is(1))
                .body("mttr.median", is(3.5f))
                .body("mtta.mean", nullValue())
                .body("by.severity.key", is(List.of("high", "unknown"))));
    get("/reports/incidents?service=inc&from=2000").body("count", is(1));
    get("/reports/incidents?service=inc&to=2000").body("count", is(1));
    get("/incidents?service=inc").body("items.incidentId", is(List.of("I2", "I1")));
  }

  @Test
  void anAgreementsViolationBreachesUntilItIsWithdrawn() {
    incident("{'incidentId':'V1','service':'agreed','timestamp':3000,'startedAt':1000}");
    broker.send(topics.violations(), "SLA_X", violation(false));
    soon(
        () ->
            get("/reports/incidents?service=agreed").body("breached", is(1)).body("judged", is(1)));
    get("/violations?service=agreed&open=true").body("items", hasSize(1));
    broker.send(topics.violations(), "SLA_X", violation(true));
    soon(
        () ->
            get("/reports/incidents?service=agreed")
                .body("breached", is(0))
                .body("breachRate", nullValue()));
    get("/violations?service=agreed&open=true").body("items", hasSize(0));
  }

  @Test
  void scoresComeWithTheirNewest() {
    broker.send(topics.scores(), "sc", Fixtures.score("sc", TEN, 20));
    broker.send(topics.scores(), "sc", Fixtures.score("sc", TEN + MINUTE, 80));
    soon(() -> get("/scores?entity=sc").body("items.risk", is(List.of(80f, 20f))));
    get("/scores?entity=sc&minRisk=70").body("items", hasSize(1));
    get("/scores/latest?service=sc").body("items.risk", is(List.of(80f)));
  }

  @Test
  void badRecordsGoToTheDeadLettersAndStopNothing() {
    broker.send(topics.verdicts().name(), "bad", "{".getBytes(StandardCharsets.UTF_8));
    broker.send(topics.verdicts().name(), "bad", "{}".getBytes(StandardCharsets.UTF_8));
    // PostgreSQL has no text with a zero character: this one is found by halving the batch.
    send(Fixtures.verdict("zero\u0000", "dl", TEN, Verdict.Status.MET, 1));
    send(Fixtures.verdict("after", "dl", TEN, Verdict.Status.MET, 1));
    soon(() -> get("/verdicts?service=dl").body("items.objective", is(List.of("after"))));
    var letters = broker.readAll(topics.deadLetters().name(), all -> all.size() >= 3);
    assertThat(letters)
        .extracting(r -> new String(r.headers().lastHeader(DeadLetter.REASON).value()))
        .anySatisfy(reason -> assertThat(reason).contains("not the JSON of a Verdict"))
        .anySatisfy(reason -> assertThat(reason).contains("is required"))
        .anySatisfy(reason -> assertThat(reason).contains("cannot be stored: SQL state 22021"));
  }

  @Test
  void liveEventsFollowTheProjection() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(root.resolve(API + "/events")).build();
    var answer = client.sendAsync(request, HttpResponse.BodyHandlers.ofLines());
    var reading = answer.thenAccept(lineStream -> lineStream.body().forEach(lines::add));
    soon(() -> assertThat(lines).contains(":tocsin"));
    broker.send(topics.scores(), "live", Fixtures.score("live", TEN, 42));
    soon(
        () ->
            assertThat(lines)
                .contains("event:score")
                .anyMatch(line -> line.startsWith("data:{\"entity\":\"live\"")));
    reading.cancel(true);
  }

  @Test
  void theServiceSaysThatItIsReady() {
    soon(() -> when().get("/q/health/ready").then().statusCode(200));
    when()
        .get("/q/openapi")
        .then()
        .statusCode(200)
        .body(containsString("openapi: 3.1"))
        .body(containsString("/api/v1/reports/incidents"))
        .body(containsString("`field` names it"))
        .body(containsString("database slowdown"));
    when().get("/q/metrics").then().body(containsString("tocsin_projection_records_total"));
    when()
        .get("/api/v1/overview")
        .then()
        .header("Content-Security-Policy", containsString("default-src 'self'"))
        .body(
            "keySet()", hasItems("asOf", "objectives", "verdicts", "alerts", "risks", "incidents"));
  }

  private dev.tocsin.events.Violation violation(boolean withdrawn) {
    return Fixtures.violation("v-agreed", "agreed", TEN, null, withdrawn, "V1");
  }

  private void send(Verdict verdict) {
    broker.send(topics.verdicts(), verdict.objective(), verdict);
  }

  private void incident(String json) {
    broker.send(
        topics.incidents().name(), "k", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}

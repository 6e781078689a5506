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
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import dev.tocsin.events.ReportScheduleSpec;
import dev.tocsin.events.Verdict;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reports of what was sent, and as files. */
@QuarkusTest
class ReportsTest extends RunningService {
  @Test
  void complianceIsToldByPeriodWithItsViolations() {
    send("kept", "shop", TEN, 1);
    broker.send(
        topics.violations(),
        "SLA_X",
        Fixtures.violation("v-kept", "shop", TEN, TEN + 6 * HOUR, false, null));
    String path =
        "/reports/compliance?service=shop&from=2026-11-20T00:00:00Z&to=2026-11-22T00:00:00Z";
    soon(
        () ->
            get(path)
                .body("compliance.findAll { it.month == null }", hasSize(2))
                .body("violations", hasSize(1)));
    get(path)
        .body("compliance.find { it.objective == 'SLA_X' }.compliance", is(0.875f))
        .body("compliance.find { it.objective == 'SLA_X' }.violatedSeconds", is(21600f))
        .body("compliance.find { it.objective == 'kept' }.atEnd.sli", is(0.98f))
        .body("compliance.find { it.month == '2026-11' }.violations", notNullValue())
        .body("violations[0].reason", is("because"))
        .body("downtime.violated", is(21600f));
    get("/reports/compliance?objective=kept&from=2026-11-20T00:00:00Z&to=2026-11-22T00:00:00Z")
        .body("burnDown[0].points[0].budgetRemaining", is(-1f));

    given()
        .contentType(ContentType.JSON)
        .body(
            "{\"spec\":{\"team\":\"blue\",\"service\":\"shop\",\"indicator\":{\"type\":\"availability\"},"
                + "\"target\":0.99,\"evaluation\":\"1h\"}}")
        .put(API + "/definitions/objective/kept")
        .then()
        .statusCode(201);
    get(path + "&team=blue")
        .body("compliance.objective.unique()", is(List.of("kept")))
        .body("compliance.team.unique()", is(List.of("blue")))
        .body("violations", hasSize(0))
        .body("teams.find { it.month == null }.compliance", is(1f));
    get(path).body("teams.team.unique()", is(List.of("blue", "unknown")));
  }

  @Test
  void risksAreToldOverTimeWithWhatMadeThem() {
    broker.send(topics.scores(), "risky", Fixtures.score("risky", TEN, 20));
    broker.send(topics.scores(), "risky", Fixtures.score("risky", TEN + MINUTE, 90));
    broker.send(
        topics.incidents().name(),
        "risky",
        ("{\"incidentId\":\"RISKY\",\"service\":\"risky\",\"timestamp\":%d,\"startedAt\":%d}")
            .formatted(TEN + 10 * MINUTE, TEN + 5 * MINUTE)
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String path =
        "/reports/anomalies?service=risky&from=%d&to=%d".formatted(TEN - MINUTE, TEN + HOUR);
    soon(() -> get(path).body("course.max", is(List.of(20f, 90f))).body("record.incidents", is(1)));
    get(path)
        .body("clusters", hasSize(0))
        .body("contributions[0].feature", is("cpu"))
        .body("contributions[0].share", is(1f))
        .body("entities[0].entity", is("risky"))
        .body("record.precision", is(1f))
        .body("record.recall", is(1f))
        .body("record.medianLeadSeconds", is(240f));
  }

  @Test
  void headroomIsToldOfEachRuleOnRequests() {
    given()
        .contentType(ContentType.JSON)
        .body(
            "{\"kind\":\"rule\",\"name\":\"SLOW\",\"spec\":{\"service\":\"filling\",\"signal\":"
                + "\"meanLatency\",\"levels\":[{\"severity\":\"critical\",\"bound\":200}]}}")
        .post(API + "/definitions")
        .then()
        .statusCode(201);
    for (int hour = 0; hour < 30; hour++) {
      broker.send(
          topics.slices(),
          "filling",
          Fixtures.slice("filling", "eu", TEN + hour * HOUR, 10, 1, 100 + hour, 1));
    }
    String path = "/reports/capacity?service=filling&from=%d&to=%d".formatted(TEN, TEN + 30 * HOUR);
    soon(() -> get(path).body("headrooms[0].hours", is(30)));
    get(path)
        .body("headrooms[0].rule", is("SLOW"))
        .body("headrooms[0].current", is(129f))
        .body("headrooms[0].trend", is(true))
        .body("headrooms[0].saturatesAt", is(TEN + 100 * HOUR))
        .body("about.coverage", is(1f));
  }

  @Test
  void reportsAreDownloadsInFourFormats() {
    for (String report : ReportScheduleSpec.REPORTS.keySet()) {
      for (String format : List.of("csv", "xlsx", "pdf")) {
        byte[] file =
            given()
                .get(API + "/reports/" + report + "?format=" + format)
                .then()
                .statusCode(200)
                .header(
                    "Content-Disposition",
                    is("attachment; filename=\"tocsin-%s.%s\"".formatted(report, format)))
                .extract()
                .asByteArray();
        String begin = new String(file, 0, 4, java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(begin)
            .startsWith(
                switch (format) {
                  case "csv" -> "# re";
                  case "xlsx" -> "PK\u0003\u0004";
                  default -> "%PDF";
                });
      }
    }
    when()
        .get(API + "/reports/telemetry?format=doc")
        .then()
        .statusCode(400)
        .body("field", is("format"));
  }

  private void send(String objective, String service, long periodEnd, long revision) {
    Verdict verdict = Fixtures.verdict(objective, service, periodEnd, Verdict.Status.MET, revision);
    broker.send(topics.verdicts(), objective, verdict);
  }
}

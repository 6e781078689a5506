package dev.tocsin.report;

import static dev.tocsin.report.Fixtures.HOUR;
import static dev.tocsin.report.Fixtures.TEN;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.tocsin.events.Topics;
import dev.tocsin.testkit.BrokerResource;
import dev.tocsin.testkit.DatabaseResource;
import dev.tocsin.testkit.TestBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Analyses of stored series, over HTTP. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(DatabaseResource.class)
class AnalyticsApiTest {
  private static final String API = "/api/v1/analytics/";
  private static final int HOURS = 15 * 24;
  private static final long FROM = TEN - HOURS * HOUR;
  private static final String RANGE = "&from=" + FROM + "&to=" + TEN;

  BrokerResource brokerResource;

  @BeforeEach
  void fillTwoWeeks() {
    TestBroker broker = brokerResource.broker();
    Topics topics = brokerResource.topics();
    for (int i = 0; i < HOURS; i++) {
      long count = 1_000 + (i % 24 < 12 ? 0 : 500);
      double latencyMs = 100 + 0.2 * i + (i == 200 ? 400 : 0);
      broker.send(
          topics.slices(),
          "seen",
          Fixtures.slice("seen", "eu", FROM + i * HOUR, count, count / 100, latencyMs, 1));
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> ask("trend?service=seen&series=requests").body("about.coverage", equalTo(1f)));
  }

  @Test
  void everyAnalysisAnswersFromTheStoredHours() {
    ask("trend?service=seen&series=meanLatency")
        .body("points", hasSize(HOURS))
        .body("points[0].value", equalTo(100f))
        .body("points[0].average", nullValue())
        .body("perDay", greaterThan(4f))
        .body("about.filters.series", is("meanLatency"))
        .body("about.method", containsString("least squares"));
    ask("trend?service=seen&series=meanLatency&degree=3&window=48").body("degree", is(3));
    ask("forecast?service=seen&series=errorRate")
        .body("refused", nullValue())
        .body("points", hasSize(168))
        .body("points[0].at", equalTo(TEN))
        .body("coverage", greaterThan(0.85f))
        .body("meanAbsoluteErrors.seasonalNaive", greaterThan(-1f));
    ask("seasonality?service=seen&series=requests")
        .body("hours", hasSize(24))
        .body("hourStrength", greaterThan(0.9f))
        .body("weekdays", nullValue());
    ask("correlation?service=seen&series=requests&otherSeries=errorRate&maxLag=6")
        .body("about.report", is("correlation"))
        .body("about.filters.otherSeries", is("errorRate"))
        .body("about.filters.maxLag", is("6"));
    ask("anomalies?service=seen&series=meanLatency&threshold=6")
        .body("items.at", hasItem(FROM + 200 * HOUR))
        .body("method", is("robust"));
    List<String> links =
        ask("insights?service=seen")
            .body("items.kind", hasItem("SEASONALITY"))
            .body("about.filters", is(Map.of("service", "seen")))
            .extract()
            .path("items.link");
    assertThat(links).allSatisfy(link -> when().get(link).then().statusCode(200));
  }

  @Test
  void whatIsNotThereIsSaidAndWhatIsWrongIsNamed() {
    ask("forecast?service=nobody&series=requests")
        .body("refused", containsString("too few"))
        .body("points", hasSize(0));
    ask("trend?service=nobody&series=requests").body("refused", is("there are too few values"));
    refused("trend?service=seen&series=speed", "series");
    refused("trend?service=seen&series=requests&degree=9", "degree");
    refused("correlation?service=seen&series=requests", "otherSeries");
    refused("anomalies?service=seen&series=requests&threshold=0", "threshold");
    refused("insights?x=1", "x");
    when().get(API + "trend?series=risk").then().statusCode(400).body("field", is("service"));
    when()
        .get(API + "trend?series=requests&from=now-900d")
        .then()
        .statusCode(400)
        .body("field", is("from"));
  }

  private static ValidatableResponse ask(String path) {
    return when().get(API + path + RANGE).then().statusCode(200);
  }

  private static void refused(String path, String field) {
    when().get(API + path + RANGE).then().statusCode(400).body("field", is(field));
  }
}

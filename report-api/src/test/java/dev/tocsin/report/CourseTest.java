package dev.tocsin.report;

import static dev.tocsin.report.Api.get;
import static dev.tocsin.report.Fixtures.HOUR;
import static dev.tocsin.report.Fixtures.MINUTE;
import static dev.tocsin.report.Fixtures.TEN;
import static io.restassured.RestAssured.when;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.tocsin.events.Score;
import dev.tocsin.events.Verdict;
import dev.tocsin.testkit.BrokerResource;
import dev.tocsin.testkit.DatabaseResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Verdicts and risk over time, in equal parts of a range. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(DatabaseResource.class)
class CourseTest {
  private static final String RANGE = "&points=3&from=" + TEN + "&to=" + (TEN + 6 * MINUTE);

  BrokerResource broker;

  @Test
  void verdictsAreTheLastOfEachPart() {
    for (Verdict verdict :
        List.of(
            Fixtures.verdict("course", "a", TEN + MINUTE, Verdict.Status.MET, 1),
            Fixtures.verdict("course", "a", TEN + 2 * MINUTE, Verdict.Status.VIOLATED, 1),
            Fixtures.verdict("course", "a", TEN + 4 * MINUTE, Verdict.Status.MET, 1),
            Fixtures.verdict("course", "b", TEN + 4 * MINUTE, Verdict.Status.NO_DATA, 1))) {
      broker.broker().send(broker.topics().verdicts(), verdict.objective(), verdict);
    }
    comes("/verdicts?objective=course", 4);

    get("/verdicts/course?objective=course&service=a" + RANGE)
        .body("items.status", is(List.of("VIOLATED", "MET")));
    get("/verdicts/trend?objective=course" + RANGE)
        .body("items.at", is(List.of(TEN + 2 * MINUTE, TEN + 4 * MINUTE, TEN + 6 * MINUTE)))
        .body("items.met", is(List.of(0, 1, 1)))
        .body("items.violated", is(List.of(1, 0, 0)))
        .body("items.noData", is(List.of(0, 1, 1)));
    get("/verdicts/trend?objective=course&points=2&from=%d&to=%d"
            .formatted(TEN + 4 * MINUTE, TEN + 4 * HOUR))
        .body("items.met", is(List.of(0, 0)));
  }

  @Test
  void riskKeepsItsPeaks() {
    for (Score score :
        List.of(
            Fixtures.score("peaky", TEN + MINUTE, 95),
            Fixtures.score("peaky", TEN + 2 * MINUTE, 10),
            Fixtures.score("peaky", TEN + 5 * MINUTE, 20))) {
      broker.broker().send(broker.topics().scores(), score.entity(), score);
    }
    comes("/scores?entity=peaky", 3);

    get("/scores/course?entity=peaky" + RANGE)
        .body("items.at", is(List.of(TEN + 2 * MINUTE, TEN + 6 * MINUTE)))
        .body("items.risk", is(List.of(95.0f, 20.0f)));
  }

  @Test
  void whatCannotBeCutIsRefused() {
    refused("/verdicts/course?service=a", "objective");
    refused("/verdicts/trend?points=1", "points");
    refused("/verdicts/trend?from=now&to=now-1h", "from");
  }

  private static void comes(String path, int size) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> get(path).body("items", hasSize(size)));
  }

  private static void refused(String path, String field) {
    when().get("/api/v1" + path).then().statusCode(400).body("field", is(field));
  }
}

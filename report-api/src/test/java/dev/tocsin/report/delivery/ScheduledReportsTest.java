package dev.tocsin.report.delivery;

import static io.restassured.RestAssured.when;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Json;
import dev.tocsin.testkit.BrokerResource;
import dev.tocsin.testkit.DatabaseResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

/** Reports that were due while nobody ran, with a real mail server and a real web server. */
@QuarkusTest
@QuarkusTestResource(BrokerResource.class)
@QuarkusTestResource(DatabaseResource.class)
@QuarkusTestResource(OutsideResource.class)
class ScheduledReportsTest {
  private static final Instant TODAY = Instant.now().truncatedTo(ChronoUnit.DAYS);

  @Inject Pool pool;

  BrokerResource brokerResource;
  OutsideResource outside;

  @Test
  void theLatestThatIsDueIsMailedOnceAndIsTheReportOfThatTime() throws Exception {
    declare(
        "daily",
        Map.of(
            "title", "Incidents",
            "report", "incidents",
            "format", "csv",
            "parameters", Map.of("from", "now-7d"),
            "start", TODAY.minus(30, ChronoUnit.DAYS).toString(),
            "rrule", "FREQ=DAILY",
            "mail", List.of("ops@example.com", "lead@example.com")));

    soon(() -> assertThat(outside.mail().getReceivedMessages()).hasSize(2));

    MimeMessage message = outside.mail().getReceivedMessages()[0];
    assertThat(message.getSubject()).startsWith("Incidents, " + TODAY.toString().substring(0, 10));
    assertThat(message.getHeader("Message-ID"))
        .containsExactly("<report.daily." + TODAY.toEpochMilli() + "@tocsin>");
    BodyPart attached = ((Multipart) message.getContent()).getBodyPart(1);
    assertThat(attached.getFileName()).isEqualTo("tocsin-incidents.csv");
    long from = TODAY.minus(7, ChronoUnit.DAYS).toEpochMilli();
    String answered =
        when()
            .get(
                "/api/v1/reports/incidents?format=csv&from=%d&to=%d"
                    .formatted(from, TODAY.toEpochMilli()))
            .then()
            .statusCode(200)
            .extract()
            .asString();
    assertThat(new String(attached.getInputStream().readAllBytes(), UTF_8)).isEqualTo(answered);
    stays(() -> outside.mail().getReceivedMessages().length == 2);
    when()
        .get("/api/v1/report-deliveries?schedule=daily")
        .then()
        .body("items", hasSize(1))
        .body("items[0].due", is(TODAY.toEpochMilli()))
        .body("items[0].state", is("delivered"))
        .body("items[0].said", is("accepted by the mail server"));

    when().post("/api/v1/rebuild").then().statusCode(202);
    soon(() -> when().get("/api/v1/rebuild").then().body("phase", is("DONE")));
    backdate("daily");
    stays(() -> outside.mail().getReceivedMessages().length == 2);
  }

  @Test
  void whatCannotBeSentIsGivenUpAndTheOthersAreSentSignedNevertheless() throws Exception {
    declare(
        "a-wrong",
        Map.of(
            "report", "telemetry",
            "parameters", Map.of("from", "2100-01-01T00:00:00Z"),
            "start", TODAY.toString(),
            "webhook", outside.address()));
    declare(
        "b-right",
        Map.of(
            "report",
            "compliance",
            "start",
            TODAY.toString(),
            "zone",
            "Europe/Berlin",
            "webhook",
            outside.address(),
            "signing",
            Map.of("file", "reports")));

    soon(() -> assertThat(outside.posted()).hasSize(1));

    OutsideResource.Posted posted = outside.posted().get(0);
    assertThat(posted.key()).isEqualTo("b-right." + TODAY.toEpochMilli());
    assertThat(posted.type()).startsWith("application/pdf");
    assertThat(new String(posted.body(), 0, 5, US_ASCII)).isEqualTo("%PDF-");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(OutsideResource.KEY.getBytes(UTF_8), "HmacSHA256"));
    mac.update((posted.time() + ".").getBytes(UTF_8));
    String digits = HexFormat.of().formatHex(mac.doFinal(posted.body()));
    assertThat(posted.signature()).isEqualTo("v1=" + digits);
    when()
        .get("/api/v1/report-deliveries?schedule=a-wrong")
        .then()
        .body("items[0].state", is("givenUp"))
        .body("items[0].said", containsString("before to"));
    soon(
        () ->
            assertThat(when().get("/q/metrics").asString())
                .contains("tocsin_report_deliveries_total{outcome=\"never\"} 1.0"));
    stays(() -> outside.posted().size() == 1);
  }

  /** Some further looks at what is due change nothing. */
  private static void stays(BooleanSupplier state) {
    Awaitility.await()
        .during(Duration.ofMillis(500))
        .atMost(Duration.ofSeconds(5))
        .until(state::getAsBoolean);
  }

  /** Declared now, and then as if that had been forty days ago. */
  private void declare(String name, Map<String, Object> spec) {
    Definition definition =
        new Definition(
            DefinitionKind.REPORT_SCHEDULE,
            name,
            1,
            0,
            Json.mapper().valueToTree(new TreeMap<>(spec)));
    brokerResource
        .broker()
        .send(brokerResource.topics().definitions(), definition.key(), definition);
    backdate(name);
  }

  private void backdate(String name) {
    long then = TODAY.minus(40, ChronoUnit.DAYS).toEpochMilli();
    soon(
        () ->
            assertThat(
                    pool.preparedQuery(
                            "UPDATE definition SET recorded_at = $2 WHERE kind = 'report-schedule'"
                                + " AND name = $1")
                        .executeAndAwait(Tuple.of(name, then))
                        .rowCount())
                .isEqualTo(1));
  }

  private static void soon(ThrowingRunnable assertion) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }
}

package dev.tocsin.ingest.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tocsin.testkit.BrokerResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(BrokerResource.class)
class IngestResourceTest {
  private static final String REQUESTS = "/api/v1/telemetry/requests";

  BrokerResource kafka;

  private final String service = "svc-" + UUID.randomUUID();

  @Test
  void everyKindArrivesOnItsTopic() {
    accepted(post("/api/v1/telemetry/requests", request(1)), 1);
    accepted(
        post(
            "/api/v1/telemetry/metrics",
            "{\"timestamp\":1,\"service\":\"%s\",\"metrics\":{\"cpu\":1}}".formatted(service)),
        1);
    accepted(
        post(
            "/api/v1/telemetry/checks",
            "{\"timestamp\":1,\"service\":\"%s\",\"check\":\"c\",\"up\":true}".formatted(service)),
        1);
    accepted(
        post(
            "/api/v1/telemetry/logs",
            "{\"timestamp\":1,\"service\":\"%s\",\"level\":\"INFO\",\"message\":\"m\"}"
                .formatted(service)),
        1);
    accepted(
        post(
            "/api/v1/incidents",
            "[{\"incidentId\":\"%1$s\",\"timestamp\":1},{\"incidentId\":\"%1$s\",\"timestamp\":2}]"
                .formatted(service)),
        2);
    assertThat(values(kafka.topics().requests().name())).containsExactly(request(1));
    assertThat(values(kafka.topics().metrics().name())).hasSize(1);
    assertThat(values(kafka.topics().checks().name())).hasSize(1);
    assertThat(values(kafka.topics().logs().name())).hasSize(1);
    assertThat(values(kafka.topics().incidents().name()))
        .containsExactly(
            "{\"incidentId\":\"%s\",\"timestamp\":1}".formatted(service),
            "{\"incidentId\":\"%s\",\"timestamp\":2}".formatted(service));
  }

  @Test
  void eventsThatArriveTogetherTravelTogether() {
    String lines =
        IntStream.range(0, 700).mapToObj(this::request).collect(Collectors.joining("\n"));
    accepted(typed("application/x-ndjson").body(lines).post(REQUESTS).then(), 700);
    List<String> values = values(kafka.topics().requests().name());
    assertThat(values).hasSize(2);
    assertThat(values.get(0)).startsWith("[" + request(0) + "," + request(1));
    assertThat(values.get(1)).endsWith(request(699) + "]");
  }

  @Test
  void aBadLineNeverCostsAGoodOne() {
    String body = request(1) + "\n\nnonsense\n" + request(-1) + "\n" + request(2) + "\n";
    post(REQUESTS, body)
        .statusCode(202)
        .contentType(ContentType.JSON)
        .body("accepted", equalTo(2))
        .body("refusedCount", equalTo(2))
        .body("refused[0].position", equalTo(1))
        .body("refused[0].line", equalTo(3))
        .body("refused[0].reason", containsString("malformed JSON"))
        .body("refused[1].position", equalTo(2))
        .body("refused[1].field", equalTo("latencyMs"));
    assertThat(values(kafka.topics().requests().name()))
        .containsExactly("[" + request(1) + "," + request(2) + "]");
  }

  @Test
  void gzipIsUnpacked() {
    given()
        .header("Content-Encoding", "gzip")
        .body(gzip(request(1).getBytes(StandardCharsets.UTF_8)))
        .post(REQUESTS)
        .then()
        .statusCode(202)
        .body("accepted", equalTo(1));
    assertThat(values(kafka.topics().requests().name())).containsExactly(request(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n ",
        "{",
        "[{\"a\":1}",
        "nonsense",
        "null",
        "42",
        "\"text\"",
        "{\"a\":tru}",
        "[%s,",
        "%s}",
        "%%7B%%22timestamp%%22",
      })
  void whatCannotBeReadIsOneProblem(String body) {
    problem(post(REQUESTS, body.formatted(request(1))), 400);
    assertThat(values(kafka.topics().requests().name())).isEmpty();
  }

  @Test
  void everyFieldHasItsReason() {
    refused("latencyMs", request(1).replace(":1,\"success", ":NaN,\"success"));
    refused("latencyMs", request(-1));
    refused("latencyMs", request(1).replace(":1,\"success", ":\"fast\",\"success"));
    refused("success", request(1).replace("true", "\"true\""));
    refused("timestamp", request(1).replace("1760000000000", "32503680000000"));
    refused("timestamp", request(1).replace("1760000000000", "\"today\""));
    refused("service", request(1).replace("\"service\"", "\"host\""));
    assertThat(values(kafka.topics().requests().name())).isEmpty();
  }

  @Test
  void deepNestingAndForeignEncodingsAreRefused() {
    problem(post(REQUESTS, "[".repeat(100_000)), 400).body("detail", containsString("too deep"));
    problem(post(REQUESTS, "{\"a\":".repeat(100_000)), 400)
        .body("detail", containsString("too deep"));
    byte[] invalid = request(1).replace("svc", "s\u00fcc").getBytes(StandardCharsets.ISO_8859_1);
    problem(given().body(invalid).post(REQUESTS).then(), 400)
        .body("detail", containsString("UTF-8"));
    problem(given().body(request(1).getBytes(StandardCharsets.UTF_16)).post(REQUESTS).then(), 400)
        .body("detail", containsString("UTF-8"));
  }

  @Test
  void aBodyOverTheLimitGetsACleanAnswer() {
    byte[] tooLarge = new byte[20_000_000];
    problem(given().body(tooLarge).post(REQUESTS).then(), 413)
        .body("detail", containsString("10485760"));
    problem(given().body(tooLarge).post("/api/v1/telemetry/wishes").then(), 404);
    problem(given().body(tooLarge).put(REQUESTS).then(), 405);
    accepted(post(REQUESTS, request(1)), 1);
  }

  /** A megabyte that unpacks to a gigabyte is stopped on its way. */
  @Test
  void aBombIsStopped() {
    problem(
            given().header("Content-Encoding", "gzip").body(bomb(1 << 30)).post(REQUESTS).then(),
            413)
        .body("detail", containsString("33554432"));
    accepted(post(REQUESTS, request(1)), 1);
  }

  @Test
  void aBodyOfTheFullSizeIsTaken() {
    String event = request(1).replace("}", ",\"pad\":\"" + "x".repeat(20_000) + "\"}");
    int events = (31 << 20) / event.length();
    String lines = (event + "\n").repeat(events);
    given()
        .header("Content-Encoding", "gzip")
        .body(gzip(lines.getBytes(StandardCharsets.UTF_8)))
        .post(REQUESTS)
        .then()
        .statusCode(202)
        .body("accepted", equalTo(events));
  }

  @Test
  void corruptGzipIsRefused() {
    byte[] whole = gzip(request(1).getBytes(StandardCharsets.UTF_8));
    byte[] damaged = whole.clone();
    damaged[whole.length - 6] ^= 1;
    for (byte[] body :
        List.of(
            request(1).getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(whole, whole.length - 9),
            damaged,
            new byte[0])) {
      problem(given().header("Content-Encoding", "gzip").body(body).post(REQUESTS).then(), 400);
    }
  }

  @Test
  void whatIsNotThereIsAProblemToo() {
    problem(post("/api/v1/telemetry/wishes", request(1)), 404)
        .body("detail", containsString("requests, metrics, checks, logs"));
    problem(post("/api/v1", request(1)), 404);
    problem(given().get("/elsewhere").then(), 404);
    problem(given().get(REQUESTS).then(), 405);
    problem(given().delete("/api/v1/incidents").then(), 405);
    problem(given().contentType("application/xml").body("<a/>").post(REQUESTS).then(), 415);
    problem(given().header("Content-Encoding", "br").body(request(1)).post(REQUESTS).then(), 415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/x-ndjson",
        "application/jsonl",
        "text/plain",
        "application/octet-stream",
        "application/x-www-form-urlencoded"
      })
  void theUsualContentTypesAreTaken(String type) {
    accepted(typed(type).body(request(1)).post(REQUESTS).then(), 1);
  }

  @Test
  void theExamplesOfTheDocumentationAreAccepted() throws IOException {
    String served = given().get("/q/openapi").then().statusCode(200).extract().asString();
    JsonNode paths = new YAMLMapper().readTree(served).get("paths");
    assertThat(paths).hasSize(5);
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      JsonNode contents = path.getValue().at("/post/requestBody/content");
      assertThat(contents.size()).isPositive();
      for (Map.Entry<String, JsonNode> content : contents.properties()) {
        for (JsonNode example : content.getValue().get("examples")) {
          JsonNode value = example.get("value");
          typed(content.getKey())
              .body(value.isTextual() ? value.asText() : value.toString())
              .post(path.getKey())
              .then()
              .statusCode(202)
              .body("refused", hasSize(0));
        }
      }
    }
  }

  @Test
  void countsWhatItDoes() {
    post(REQUESTS, "[" + request(1) + "," + request(-1) + "]").statusCode(202);
    String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();
    assertThat(metrics)
        .contains("tocsin_ingest_events_total{kind=\"requests\",outcome=\"acknowledged\"}")
        .contains("tocsin_ingest_refused_total{field=\"latencyMs\",kind=\"requests\"}")
        .contains("tocsin_ingest_body_bytes_total{kind=\"requests\"}")
        .contains("tocsin_ingest_acknowledgement_seconds_count{kind=\"requests\"}")
        .contains("tocsin_ingest_buffered_bytes 0.0")
        .contains("kafka_producer_");
    given().get("/q/health/ready").then().statusCode(200);
  }

  private void refused(String field, String body) {
    problem(post(REQUESTS, body), 400)
        .body("field", equalTo(field))
        .body("refusedCount", equalTo(1))
        .body("refused[0].field", equalTo(field));
  }

  /** With exactly this content type; the body is not encoded any further. */
  private static RequestSpecification typed(String type) {
    EncoderConfig asText =
        EncoderConfig.encoderConfig()
            .appendDefaultContentCharsetToContentTypeIfUndefined(false)
            .encodeContentTypeAs(type.replaceFirst(";.*", ""), ContentType.TEXT);
    return given().config(RestAssured.config().encoderConfig(asText)).contentType(type);
  }

  private static ValidatableResponse post(String path, String body) {
    return given().body(body.getBytes(StandardCharsets.UTF_8)).post(path).then();
  }

  private static void accepted(ValidatableResponse answer, int events) {
    answer.statusCode(202).body("accepted", equalTo(events)).body("refused", hasSize(0));
  }

  private static ValidatableResponse problem(ValidatableResponse answer, int status) {
    return answer
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", equalTo(status))
        .body("type", equalTo("about:blank"));
  }

  /** The values on the topic under this test's key. */
  private List<String> values(String topic) {
    return kafka.broker().readAll(topic).stream()
        .filter(each -> each.key().equals(service))
        .map(ConsumerRecord::value)
        .map(value -> new String(value, StandardCharsets.UTF_8))
        .toList();
  }

  private String request(int latency) {
    return "{\"timestamp\":1760000000000,\"service\":\"%s\",\"latencyMs\":%d,\"success\":true}"
        .formatted(service, latency);
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] bomb(long size) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] chunk = new byte[1 << 20];
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (long written = 0; written < size; written += chunk.length) {
        out.write(chunk);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }
}

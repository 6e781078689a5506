package dev.tocsin.ingest.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tocsin.embedded.KafkaNode;
import dev.tocsin.embedded.TopicsFile;
import dev.tocsin.testkit.Workspace;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A broker of its own, which is killed and comes back. */
@QuarkusTest
@WithTestResource(KafkaAwayTest.OwnBroker.class)
class KafkaAwayTest {
  private static final String PATH = "/api/v1/telemetry/requests";

  OwnBroker kafka;

  @Test
  void nothingIsAcknowledgedThatKafkaDoesNotHave() {
    assertThat(post("before")).isEqualTo(202);
    kafka.kill();

    long begin = System.nanoTime();
    List<CompletableFuture<Integer>> away = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String service = "away-" + i;
      away.add(CompletableFuture.supplyAsync(() -> post(service)));
    }
    assertThat(away.stream().map(CompletableFuture::join)).containsOnly(503);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
    given()
        .body(event("away"))
        .post(PATH)
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", "2")
        .body("detail", containsString("0 of 1 events"));
    given().get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
    given().get("/q/health/live").then().statusCode(200);

    kafka.startAgain();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(post("after")).isEqualTo(202));
    given().get("/q/health/ready").then().statusCode(200);
    assertThat(kafka.keys()).contains("before", "after");
  }

  private static int post(String service) {
    return given().body(event(service)).post(PATH).statusCode();
  }

  private static String event(String service) {
    return "{\"timestamp\":1,\"service\":\"%s\",\"latencyMs\":1,\"success\":true}"
        .formatted(service);
  }

  /** Starts and stops a KRaft node on one port. */
  public static final class OwnBroker implements QuarkusTestResourceLifecycleManager {
    private static final String PREFIX = "own.";
    private KafkaNode node;

    @Override
    public Map<String, String> start() {
      node = KafkaNode.start(Workspace.target("own-broker"), 0);
      try (Admin admin = Admin.create(settings())) {
        TopicsFile.read(Workspace.root().resolve("deploy/topics.yaml")).apply(admin, PREFIX);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Map.of(
          "tocsin.kafka.bootstrap-servers",
          node.bootstrapServers(),
          "tocsin.topic-prefix",
          PREFIX,
          "tocsin.ingest.delivery-timeout",
          "4s");
    }

    void kill() {
      node.process().kill();
    }

    void startAgain() {
      node = KafkaNode.start(Workspace.target("own-broker"), node.port());
    }

    List<String> keys() {
      TopicPartition[] partitions = new TopicPartition[4];
      for (int i = 0; i < partitions.length; i++) {
        partitions[i] = new TopicPartition(PREFIX + "telemetry.requests", i);
      }
      try (KafkaConsumer<String, byte[]> consumer =
          new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
        consumer.assign(List.of(partitions));
        consumer.seekToBeginning(consumer.assignment());
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        List<String> keys = new ArrayList<>();
        while (ends.entrySet().stream()
            .anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
          consumer.poll(Duration.ofMillis(100)).forEach(each -> keys.add(each.key()));
        }
        return keys;
      }
    }

    private Map<String, Object> settings() {
      return Map.of(
          AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
          node.bootstrapServers(),
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          "read_committed");
    }

    @Override
    public void stop() {
      node.close();
    }

    @Override
    public void inject(TestInjector injector) {
      injector.injectIntoFields(this, new TestInjector.MatchesType(OwnBroker.class));
    }
  }
}

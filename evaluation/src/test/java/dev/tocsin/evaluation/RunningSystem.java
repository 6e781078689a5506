package dev.tocsin.evaluation;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topics;
import dev.tocsin.standalone.Standalone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The whole system, as {@code ./tocsin up} starts it, on free ports and without the sample
 * workload: one for all stories, because they use services of their own names.
 */
final class RunningSystem {
  /** How long a story waits for what must happen; how soon it happens is a benchmark's question. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static RunningSystem shared;

  private final Standalone system;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final KafkaProducer<String, byte[]> producer;

  private RunningSystem() {
    Path data = Path.of("target", "system").toAbsolutePath();
    system = Standalone.builder().data(data).fresh(true).freePorts().sample(false).build();
    Runtime.getRuntime().addShutdownHook(new Thread(system::close));
    system.start();
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                system.kafka(),
                ProducerConfig.ACKS_CONFIG,
                "all"),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  static synchronized RunningSystem shared() {
    if (shared == null) {
      shared = new RunningSystem();
    }
    return shared;
  }

  Standalone standalone() {
    return system;
  }

  Topics topics() {
    return new Topics(Topics.DEFAULT_PREFIX);
  }

  URI ingest(String path) {
    return system.url("ingest-service").resolve(path);
  }

  URI report(String path) {
    return system.url("report-api").resolve(path);
  }

  /** Puts one record on a topic, past ingest-service, and waits until Kafka has it. */
  void produce(String topic, String key, String value) {
    try {
      producer.send(new ProducerRecord<>(topic, key, value.getBytes(StandardCharsets.UTF_8))).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  HttpResponse<String> post(URI to, String body) throws IOException {
    return exchange(
        HttpRequest.newBuilder(to)
            .header(
                "Content-Type",
                body.startsWith("{\n") ? "application/x-ndjson" : "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The report API's answer to a GET, which must be 200. */
  JsonNode get(String path) {
    try {
      HttpResponse<String> answer = exchange(HttpRequest.newBuilder(report(path)));
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
      }
      return Json.mapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asks until the answer is as it should be, and returns it. */
  JsonNode until(String path, Predicate<JsonNode> asItShouldBe) {
    return await(path)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(() -> get(path), asItShouldBe);
  }
}

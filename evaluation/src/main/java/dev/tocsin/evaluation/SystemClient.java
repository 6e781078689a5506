package dev.tocsin.evaluation;

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
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Talks to a running system as its users do: over HTTP, and straight onto its topics. */
public final class SystemClient implements AutoCloseable {
  private final Standalone system;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final KafkaProducer<String, byte[]> producer;

  /**
   * @param system a started one
   */
  public SystemClient(Standalone system) {
    this.system = system;
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

  public Topics topics() {
    return new Topics(Topics.DEFAULT_PREFIX);
  }

  public URI ingest(String path) {
    return system.url("ingest-service").resolve(path);
  }

  public URI report(String path) {
    return system.url("report-api").resolve(path);
  }

  /** Puts one record on a topic, past ingest-service, and waits until Kafka has it. */
  public void produce(String topic, String key, String value) {
    try {
      producer.send(new ProducerRecord<>(topic, key, value.getBytes(StandardCharsets.UTF_8))).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Posts a body, as curl does without saying what it is; the server looks. */
  public HttpResponse<String> post(URI to, String body) throws IOException {
    return exchange(
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Puts a body. */
  public HttpResponse<String> put(URI to, String body) throws IOException {
    return exchange(
        HttpRequest.newBuilder(to)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  public HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(
          request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The report API's answer to a GET, which must be 200. */
  public JsonNode get(String path) {
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

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}

package dev.tocsin.evaluation.bench.router;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.embedded.Ports;
import dev.tocsin.evaluation.bench.load.Stage;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** The alert router's service as it is deployed. */
final class TocsinRouter implements Contestant {
  private static final String PREFIX = "router.";

  private final Stage stage;
  private final Topics topics;
  private final Process process;
  private final KafkaProducer<String, byte[]> producer;

  TocsinRouter(Stage stage, String receiver) throws IOException {
    this.stage = stage;
    this.topics = stage.topics(PREFIX);
    stage.awaitLeaders(topics.alerts().name());
    stage.awaitLeaders(topics.definitions().name());
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                stage.bootstrap(),
                ProducerConfig.LINGER_MS_CONFIG,
                1),
            new StringSerializer(),
            new ByteArraySerializer());
    define(
        DefinitionKind.RECEIVER, "bench", "{\"webhook\": {\"url\": \"%s\"}}".formatted(receiver));
    define(
        DefinitionKind.ROUTE,
        "root",
        "{\"receiver\": \"bench\", \"groupBy\": [\"group\"], \"groupWait\": \"0s\"}");
    producer.flush();
    int port = Ports.free();
    this.process = start(port);
    Awaitility.await("alert router ready").atMost(Duration.ofMinutes(2)).until(() -> ready(port));
  }

  private Process start(int port) throws IOException {
    Path jar =
        Path.of(System.getProperty("tocsin.root", ""))
            .resolve("alert-router/target/quarkus-app/quarkus-run.jar");
    File log = stage.folder().resolve("alert-router.log").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-jar",
                jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(log);
    Map<String, String> environment = builder.environment();
    environment.put("TOCSIN_KAFKA_BOOTSTRAP_SERVERS", stage.bootstrap());
    environment.put("TOCSIN_TOPIC_PREFIX", PREFIX);
    environment.put("TOCSIN_STATE_DIR", stage.folder().resolve("state").toString());
    environment.put("TOCSIN_ROUTER_TARGETS_ALLOW_PRIVATE", "true");
    environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    return builder.start();
  }

  private static boolean ready(int port) throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false; // it does not listen yet
    }
  }

  private void define(DefinitionKind kind, String name, String spec) {
    Definition definition =
        new Definition(
            kind, name, 1, 0, Json.read(spec.getBytes(StandardCharsets.UTF_8), JsonNode.class));
    send(topics.definitions(), definition.key(), Json.write(definition));
  }

  @Override
  public void take(List<Alert> alerts) {
    alerts.forEach(alert -> send(topics.alerts(), alert.fingerprint(), Json.write(alert)));
  }

  private void send(Topic<?> topic, String key, byte[] value) {
    producer.send(new ProducerRecord<>(topic.name(), key, value));
  }

  @Override
  public void awaitTaken() {
    producer.flush();
    Awaitility.await("alerts taken")
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofMinutes(5))
        .until(() -> behind(topics.alerts().name()) == 0 && behind(repartition()) == 0);
  }

  private static String application() {
    return PREFIX.replaceFirst("\\.$", "") + "-alert-router";
  }

  private static String repartition() {
    return application() + "-group-events-repartition";
  }

  /** How many records of the topic the router has yet to commit. */
  private long behind(String topic) throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        stage.admin().listConsumerGroupOffsets(application()).partitionsToOffsetAndMetadata().get();
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    stage
        .admin()
        .describeTopics(List.of(topic))
        .topicNameValues()
        .get(topic)
        .get()
        .partitions()
        .forEach(p -> wanted.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> ends = stage.admin().listOffsets(wanted).all().get();
    long behind = 0;
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end : ends.entrySet()) {
      OffsetAndMetadata at = committed.get(end.getKey());
      // The marker at a transaction's end is an offset, too, and never committed past.
      behind += Math.max(0, end.getValue().offset() - (at == null ? 0 : at.offset()) - 1);
    }
    return behind;
  }

  /** How long after an alert was handed over all instances know that it inhibits, ascending. */
  double[] inhibitorMillis(int alerts, double perSecond) {
    define(
        DefinitionKind.INHIBITION,
        "bench",
        "{\"rules\": [{\"source\": [\"alertname=Down\"], \"target\": [\"alertname=Slow\"]}]}");
    return new InhibitorRun(stage.bootstrap(), topics).run(this, alerts, perSecond);
  }

  @Override
  public double cpuSeconds() {
    return Cpu.seconds(process.toHandle());
  }

  @Override
  public double compilerSeconds() {
    return Cpu.compilerSeconds(process.toHandle());
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    process.destroyForcibly();
  }
}

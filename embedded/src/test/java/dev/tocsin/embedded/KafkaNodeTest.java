package dev.tocsin.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaNodeTest {
  private static final Path TOPICS =
      Path.of(System.getProperty("tocsin.root"), "deploy", "topics.yaml");

  @TempDir Path directory;

  @Test
  void dataAndTopicsSurviveARestartAndACrash() throws Exception {
    TopicsFile topics = TopicsFile.read(TOPICS);
    try (KafkaNode first = KafkaNode.start(directory, 0);
        Admin admin = admin(first)) {
      TopicsFile.Applied applied = topics.apply(admin, "t.");
      assertThat(applied.created()).hasSize(topics.topics().size()).contains("t.alerts");
      assertThat(applied.differences()).isEmpty();
      send(first, "kept");
    }

    KafkaNode second = KafkaNode.start(directory, 0);
    try (Admin admin = admin(second)) {
      TopicsFile.Applied again = topics.apply(admin, "t.");
      assertThat(again.created()).isEmpty();
      assertThat(again.differences()).isEmpty();
      admin.createPartitions(Map.of("t.alerts", NewPartitions.increaseTo(9))).all().get();
      // The controller has made them; the broker hears of it a moment later.
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(topics.apply(admin, "t.").differences())
                      .containsExactly("t.alerts: partitions 9, declared 4"));
      send(second, "kept too");
    }
    second.process().kill();

    try (KafkaNode third = KafkaNode.start(directory, 0)) {
      assertThat(readAll(third)).containsExactly("kept", "kept too");
    }
    assertThat(ChildProcess.find(KafkaNode.pidFile(directory))).isEmpty();
  }

  @Test
  void whatACrashedRunLeftBehindIsStopped() {
    KafkaNode orphan = KafkaNode.start(directory, 0);
    try (KafkaNode next = KafkaNode.start(directory, orphan.port())) {
      assertThat(orphan.process().alive()).isFalse();
      assertThat(next.process().alive()).isTrue();
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> KafkaNode.start(directory, taken.getLocalPort()))
          .isInstanceOf(EmbeddedException.class)
          .hasMessage("Kafka's port " + taken.getLocalPort() + " is taken");
    }
  }

  private static Admin admin(KafkaNode node) {
    return Admin.create(Map.of("bootstrap.servers", node.bootstrapServers()));
  }

  private static void send(KafkaNode node, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", node.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>("t.definitions", bytes, bytes)).get(20, TimeUnit.SECONDS);
    }
  }

  private static List<String> readAll(KafkaNode node) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", node.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition("t.definitions", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      return consumer.poll(Duration.ofSeconds(20)).records(partition).stream()
          .map(each -> new String(each.value(), StandardCharsets.UTF_8))
          .toList();
    }
  }
}

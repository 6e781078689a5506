package dev.tocsin.report.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Topics;
import dev.tocsin.testkit.TestBroker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where the projection goes on, on a real broker. */
class StartsTest {
  private static final Topics TOPICS = new Topics("starts.");

  private final TestBroker broker = TestBroker.shared();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TopicPartition partition = new TopicPartition(TOPICS.definitions().name(), 0);
  private Starts starts;
  private Consumer<String, byte[]> consumer;

  @BeforeEach
  void open() {
    broker.topics("starts.");
    starts =
        new Starts(
            broker.bootstrapServers(),
            List.of(TOPICS.definitions().name()),
            new ProjectionMetrics(registry, new ProjectionStatus()));
    consumer =
        new KafkaConsumer<>(
            Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
  }

  @AfterEach
  void close() {
    consumer.close();
  }

  @Test
  void whatIsNewBeginsAtItsBeginningAndWhatIsKnownGoesOn() {
    Position fresh = resume(Map.of());
    assertThat(fresh.generation()).isZero();

    Position known = fresh.advanced(fresh.next() + 7, 1);
    assertThat(resume(Map.of(partition, known))).isEqualTo(known);
  }

  @Test
  void aTopicThatWasMadeAnewIsReadFromItsBeginningAndCountsAsNewer() {
    Position earlier = new Position(partition, "another id", 3, 1_000, 99);

    Position now = resume(Map.of(partition, earlier));

    assertThat(now.generation()).isEqualTo(4);
    assertThat(now.next()).isLessThan(1_000);
    Origin before = new Origin(null, 3);
    Origin after = new Origin(null, 4);
    assertThat(after.rank(1)).isGreaterThan(before.rank(1_000_000));
  }

  @Test
  void recordsThatAreGoneAreCountedAndSkipped() throws Exception {
    RecordMetadata sent = null;
    for (int i = 0; i < 5; i++) {
      sent = broker.send(TOPICS.scores().name(), "x", "{}".getBytes(StandardCharsets.UTF_8));
    }
    long last = sent.offset();
    TopicPartition scores = new TopicPartition(sent.topic(), sent.partition());
    broker
        .admin()
        .deleteRecords(Map.of(scores, RecordsToDelete.beforeOffset(last - 1)))
        .all()
        .get();

    Position behind = new Position(scores, "id", 0, last - 3, 0);
    assertThat(starts.relocated(consumer, behind).next()).isEqualTo(last - 1);
    assertThat(registry.counter("tocsin.projection.lost", "topic", sent.topic()).count())
        .isEqualTo(2);
    Position beyond = new Position(scores, "id", 0, last + 100, 0);
    assertThat(starts.relocated(consumer, beyond).next()).isEqualTo(last + 1);
  }

  private Position resume(Map<TopicPartition, Position> known) {
    return starts.resume(consumer, starts.partitions(consumer), known).get(partition);
  }
}

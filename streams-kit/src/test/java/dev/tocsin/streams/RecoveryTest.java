package dev.tocsin.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The accumulating store on a real broker: what was committed survives a restart, what was not
 * committed does not. If Kafka Streams stopped asking the store to write before it commits, totals
 * would begin anew after a restart, and this test would fail.
 */
class RecoveryTest {
  @Test
  void everyRecordIsCountedOnceWhateverHappens() throws Exception {
    try (RealBroker broker = new RealBroker()) {
      broker.createTopics("in", "out");
      AtomicBoolean crash = new AtomicBoolean(true);

      try (StreamsProcess first = process(broker, crash, Duration.ofMillis(100))) {
        send(broker, 100, "x");
        awaitTotals(broker, 100);
        assertThat(first.readiness().ready()).isTrue();
        assertThat(first.readiness().tasks()).isEqualTo(1);
      }

      // Counts on, and dies inside the transaction.
      StreamsProcess second = process(broker, crash, Duration.ofSeconds(9));
      send(broker, 50, "x");
      send(broker, 1, "crash");
      await(() -> !second.alive());
      second.close();
      assertThat(totals(broker)).hasSize(100);

      crash.set(false);
      try (StreamsProcess third = process(broker, crash, Duration.ofMillis(100))) {
        awaitTotals(broker, 151);
        assertThat(third.alive()).isTrue();
      }
      assertThat(totals(broker)).isEqualTo(LongStream.rangeClosed(1, 151).boxed().toList());
    }
  }

  private static StreamsProcess process(
      RealBroker broker, AtomicBoolean crash, Duration commitInterval) {
    StreamsSettings settings =
        new StreamsSettings(
            "recovery",
            broker.bootstrapServers(),
            Path.of("target", "state-recovery"),
            "0",
            commitInterval,
            1);
    StreamsProcess process =
        new StreamsProcess(
            new Counting("in", "out", crash), settings.toProperties(), Clock.systemUTC(), () -> {});
    process
        .streams()
        .setUncaughtExceptionHandler(e -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
    process.start();
    return process;
  }

  private static void send(RealBroker broker, int count, String value) throws Exception {
    for (int i = 0; i < count; i++) {
      broker.send("in", "k", value.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void awaitTotals(RealBroker broker, int count) {
    await(() -> totals(broker).size() >= count);
  }

  private static void await(java.util.concurrent.Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  /** What committed transactions have put out. */
  private static List<Long> totals(RealBroker broker) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
    try (KafkaConsumer<String, Long> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new LongDeserializer())) {
      TopicPartition partition = new TopicPartition("out", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      List<Long> totals = new ArrayList<>();
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(each -> totals.add(each.value()));
      }
      return totals;
    }
  }
}

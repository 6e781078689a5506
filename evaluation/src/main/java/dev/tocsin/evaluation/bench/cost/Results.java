package dev.tocsin.evaluation.bench.cost;

import dev.tocsin.evaluation.bench.load.Counted;
import dev.tocsin.evaluation.bench.load.Totals;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows what a job publishes, from now on, committed results only. */
final class Results implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<Counted.Key, Counted> newest = new HashMap<>();
  private final Totals totals = new Totals();

  Results(String bootstrap, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // The seek is lazy: what is published from now on must not be missed.
    partitions.forEach(consumer::position);
  }

  /**
   * Reads until so many events are counted.
   *
   * @param goesOn whether it is worth waiting
   */
  Totals await(long events, BooleanSupplier goesOn) {
    while (totals.count() != events && goesOn.getAsBoolean()) {
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(50))) {
        Counted counted = Counted.read(each.value());
        add(newest.put(counted.key(), counted), -1);
        add(counted, 1);
      }
    }
    return totals;
  }

  private void add(Counted counted, int sign) {
    if (counted != null) {
      totals.add(
          counted.service(),
          counted.start(),
          sign * counted.count(),
          sign * counted.errors(),
          sign * counted.latencyNanos());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}

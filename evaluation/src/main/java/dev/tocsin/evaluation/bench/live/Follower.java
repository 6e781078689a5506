package dev.tocsin.evaluation.bench.live;

import dev.tocsin.events.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is published on a topic from now on, as soon as it is committed. */
final class Follower<V> implements AutoCloseable {
  private final Topic<V> topic;
  private final KafkaConsumer<byte[], byte[]> consumer;

  Follower(String bootstrap, Topic<V> topic) {
    this.topic = topic;
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
        consumer.partitionsFor(topic.name()).stream()
            .map(each -> new TopicPartition(topic.name(), each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // The seek is lazy: what is published from now on must not be missed.
    partitions.forEach(consumer::position);
  }

  /** What came since the last call; waits a moment when there is nothing. */
  List<V> next() {
    List<V> values = new ArrayList<>();
    consumer
        .poll(Duration.ofMillis(100))
        .forEach(
            each ->
                values.add(topic.values().deserializer().deserialize(topic.name(), each.value())));
    return values;
  }

  @Override
  public void close() {
    consumer.close();
  }
}

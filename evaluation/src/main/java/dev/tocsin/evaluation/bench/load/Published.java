package dev.tocsin.evaluation.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is published on a topic from now on, as soon as it is committed. */
public final class Published implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;

  public Published(String bootstrap, String topic) {
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

  /** What came since the last call; waits so long when there is nothing. */
  public ConsumerRecords<byte[], byte[]> next(Duration patience) {
    return consumer.poll(patience);
  }

  @Override
  public void close() {
    consumer.close();
  }
}

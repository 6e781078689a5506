package dev.tocsin.evaluation.bench.job;

import dev.tocsin.events.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A plain consumer that reads everything there is and keeps no result but sums. */
abstract class ReadingJob implements Job {
  /** Looks at one record. */
  abstract void read(byte[] value) throws IOException;

  /** The sums over the records since the last call. */
  abstract Sums take();

  @Override
  public Run start(JobSettings settings) {
    return new Run() {
      @Override
      public Sums await(Signal results) throws IOException {
        readAll(settings);
        return take();
      }

      @Override
      public void close() {
        // The consumer is closed with the last record.
      }
    };
  }

  private void readAll(JobSettings settings) throws IOException {
    String topic = new Topics(settings.prefix()).requests().name();
    Map<String, Object> consuming =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.bootstrap(),
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            // As Kafka Streams has it.
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            1_000);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(each -> new TopicPartition(topic, each.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(200))) {
          read(each.value());
        }
      }
    }
  }
}

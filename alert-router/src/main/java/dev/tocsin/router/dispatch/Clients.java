package dev.tocsin.router.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The Kafka clients of one run of the dispatcher. */
final class Clients implements AutoCloseable {
  /** Reads the outbox, as a member of the group. */
  final KafkaConsumer<String, byte[]> outbox;

  /** Reads the ledger once, without a group. */
  final KafkaConsumer<String, byte[]> history;

  /** Writes that an attempt begins: visible at once, whatever becomes of the attempt. */
  final KafkaProducer<String, byte[]> attempts;

  /** Writes outcomes together with the outbox's offsets. */
  final KafkaProducer<String, byte[]> outcomes;

  Clients(DispatchSettings settings) {
    String member = settings.groupId() + "-" + settings.instanceId();
    outbox =
        consumer(
            settings,
            Map.of(
                ConsumerConfig.GROUP_ID_CONFIG,
                settings.groupId(),
                ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                member,
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                10_000,
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                3_000,
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                60_000));
    history = consumer(settings, Map.of());
    attempts = producer(settings, Map.of());
    outcomes =
        producer(
            settings,
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                member,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                10_000));
  }

  private static KafkaConsumer<String, byte[]> consumer(
      DispatchSettings settings, Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  private static KafkaProducer<String, byte[]> producer(
      DispatchSettings settings, Map<String, Object> more) {
    Map<String, Object> config = new HashMap<>(more);
    config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8 << 20);
    return new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  @Override
  public void close() {
    // The group's member stays: a restart within the session timeout costs no rebalance.
    outbox.close();
    history.close();
    attempts.close(Duration.ofSeconds(1));
    outcomes.close(Duration.ofSeconds(1));
  }
}

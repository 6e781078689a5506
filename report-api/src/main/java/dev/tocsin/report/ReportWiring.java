package dev.tocsin.report;

import dev.tocsin.events.Topics;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the whole service shares: the clock, the topics, the producer. */
class ReportWiring {
  /** A person waits for the answer. */
  private static final int SEND_MS = 8_000;

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Topics topics(ReportConfig config) {
    return new Topics(config.topicPrefix());
  }

  @Produces
  @Singleton
  Producer<String, byte[]> producer(ReportConfig config) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            config.kafka().bootstrapServers(),
            ProducerConfig.CLIENT_ID_CONFIG,
            "report-api-" + config.instanceId(),
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            SEND_MS / 2,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            SEND_MS / 2,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            SEND_MS,
            ProducerConfig.LINGER_MS_CONFIG,
            0,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            4L << 20);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  void close(@Disposes Producer<String, byte[]> producer) {
    producer.close(Duration.ofSeconds(5));
  }
}

package dev.tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class IngestConfigTest {
  @Test
  void defaults() {
    IngestConfig config = config(Map.of());
    assertThat(config.kafka().bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(config.topicPrefix()).isEqualTo("tocsin.");
    assertThat(config.ingest().maxBody().asLongValue()).isEqualTo(10 << 20);
    assertThat(config.ingest().maxUnpackedBody().asLongValue()).isEqualTo(32 << 20);
    assertThat(config.ingest().maxBuffered().asLongValue()).isEqualTo(56 << 20);
    assertThat(config.ingest().maxRequests()).isEqualTo(256);
    assertThat(config.ingest().bodyTimeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(config.ingest().deliveryTimeout()).isEqualTo(Duration.ofSeconds(8));
    assertThat(config.ingest().maxClockSkew()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void names() {
    IngestConfig config =
        config(
            Map.of(
                "tocsin.kafka.bootstrap-servers", "k:1",
                "tocsin.topic-prefix", "x.",
                "tocsin.ingest.max-body", "1K",
                "tocsin.ingest.max-unpacked-body", "2K",
                "tocsin.ingest.max-buffered", "3K",
                "tocsin.ingest.max-requests", "4",
                "tocsin.ingest.body-timeout", "5s",
                "tocsin.ingest.delivery-timeout", "6s",
                "tocsin.ingest.max-clock-skew", "7s"));
    assertThat(config.kafka().bootstrapServers()).isEqualTo("k:1");
    assertThat(config.topicPrefix()).isEqualTo("x.");
    assertThat(config.ingest().maxBody().asLongValue()).isEqualTo(1_024);
    assertThat(config.ingest().maxUnpackedBody().asLongValue()).isEqualTo(2_048);
    assertThat(config.ingest().maxBuffered().asLongValue()).isEqualTo(3_072);
    assertThat(config.ingest().maxRequests()).isEqualTo(4);
    assertThat(config.ingest().bodyTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.ingest().deliveryTimeout()).isEqualTo(Duration.ofSeconds(6));
    assertThat(config.ingest().maxClockSkew()).isEqualTo(Duration.ofSeconds(7));
  }

  /** What the promise of a 202 rests on. */
  @Test
  void theProducerWaitsForAllReplicasAndKeepsTheOrder() {
    assertThat(IngestWiring.producerSettings(config(Map.of())))
        .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
        .containsEntry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5)
        .containsEntry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
        .containsEntry(ProducerConfig.LINGER_MS_CONFIG, 5)
        .containsEntry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000)
        .containsEntry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000)
        .containsEntry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
  }

  private static IngestConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(IngestConfig.class)
        .withConverter(MemorySize.class, 100, new MemorySizeConverter())
        .withConverter(Duration.class, 100, new DurationConverter())
        .withDefaultValues(properties)
        .build()
        .getConfigMapping(IngestConfig.class);
  }
}

package dev.tocsin.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {
  private static final StreamsSettings SETTINGS =
      new StreamsSettings(
          "tocsin-x", "broker:9092", Path.of(".tocsin", "x"), "pod-3", Duration.ofMillis(200), -1);

  /** Every name and every value: a change of any of them is a change of the guarantees. */
  @Test
  void areExactlyThese() {
    Properties expected = new Properties();
    expected.putAll(
        Map.ofEntries(
            Map.entry("application.id", "tocsin-x"),
            Map.entry("bootstrap.servers", "broker:9092"),
            Map.entry("state.dir", Path.of(".tocsin", "x").toString()),
            Map.entry("processing.guarantee", "exactly_once_v2"),
            Map.entry("commit.interval.ms", 200L),
            Map.entry("replication.factor", -1),
            Map.entry("num.stream.threads", 1),
            Map.entry("topology.optimization", "none"),
            Map.entry("ensure.explicit.internal.resource.naming", true),
            Map.entry("statestore.cache.max.bytes", 8_388_608L),
            Map.entry("rocksdb.config.setter", BoundedRocksDb.class),
            Map.entry("acceptable.recovery.lag", 0L),
            Map.entry("main.consumer.group.instance.id", "tocsin-x-pod-3"),
            Map.entry("main.consumer.auto.offset.reset", "earliest"),
            Map.entry("main.consumer.session.timeout.ms", 10_000),
            Map.entry("main.consumer.heartbeat.interval.ms", 3_000),
            Map.entry("main.consumer.max.poll.interval.ms", 60_000),
            Map.entry("producer.transaction.timeout.ms", 10_000),
            Map.entry("producer.linger.ms", 5),
            Map.entry("producer.retry.backoff.ms", 10),
            Map.entry("producer.retry.backoff.max.ms", 40),
            Map.entry("producer.compression.type", "lz4"),
            Map.entry("producer.max.request.size", 4_194_304),
            Map.entry("topic.message.timestamp.type", "LogAppendTime"),
            Map.entry("topic.max.message.bytes", 4_194_304)));
    assertThat(SETTINGS.toProperties()).isEqualTo(expected);
  }

  @Test
  void areWhatKafkaStreamsTakes() {
    StreamsConfig config = new StreamsConfig(SETTINGS.toProperties());
    assertThat(config.getMainConsumerConfigs("g", "c", 0))
        .containsEntry("session.timeout.ms", 10_000)
        .containsEntry("isolation.level", "read_committed");
    assertThat(config.getProducerConfigs("c"))
        .containsEntry("transaction.timeout.ms", 10_000)
        .containsEntry("enable.idempotence", true);
    assertThat(config.getString(StreamsConfig.GROUP_PROTOCOL_CONFIG)).isEqualTo("classic");
  }
}

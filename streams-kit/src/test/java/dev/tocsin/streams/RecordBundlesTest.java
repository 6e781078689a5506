package dev.tocsin.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class RecordBundlesTest {
  private static final TopicPartition TELEMETRY = new TopicPartition("telemetry", 3);
  private static final TopicPartition DELTAS = new TopicPartition("deltas", 3);

  private final RecordBundles bundles = new RecordBundles(Set.of("telemetry", "others"));
  private long behind;

  @Test
  void topicsComeFromTheConsumersConfiguration() {
    Properties properties = new Properties();
    RecordBundles.bundle(properties, List.of("telemetry"));
    String topics = properties.getProperty("main.consumer.tocsin.bundled.topics");

    RecordBundles configured = RecordBundles.of(Map.of("tocsin.bundled.topics", topics));
    RecordBundles none = RecordBundles.of(Map.of());

    ConsumerRecords<byte[], byte[]> two =
        new ConsumerRecords<>(
            Map.of(
                TELEMETRY,
                List.of(record(TELEMETRY, 1, "k", "one"), record(TELEMETRY, 2, "k", "two"))),
            Map.of());
    assertThat(configured.bundled(two, partition -> 0).count()).isEqualTo(1);
    assertThat(none.bundled(two, partition -> 0).count()).isEqualTo(2);
  }

  @Test
  void whatTravelsTogetherArrivesAsItCame() {
    List<ConsumerRecord<byte[], byte[]>> sent =
        List.of(
            record(TELEMETRY, 10, "a", "one"),
            record(TELEMETRY, 11, null, "two"),
            // Offsets have gaps where transactions end.
            record(TELEMETRY, 15, "", null),
            record(TELEMETRY, 16, "d", ""));

    List<ConsumerRecord<byte[], byte[]>> travelled = consume(TELEMETRY, sent);

    assertThat(travelled).hasSize(1);
    assertThat(travelled.get(0).offset())
        .as("a commit before the bundle repeats all of it")
        .isEqualTo(10);
    assertThat(travelled.get(0).timestamp()).isEqualTo(1_016);
    assertThat(unpacked(travelled))
        .containsExactly("10 1010 a one", "11 1011 null two", "15 1015  ", "16 1016 d ");
  }

  @Test
  void bundlesAreBounded() {
    List<ConsumerRecord<byte[], byte[]>> sent = new ArrayList<>();
    for (int i = 0; i < 6_000; i++) {
      sent.add(record(TELEMETRY, i, "k", "x".repeat(i < 5_900 ? 10 : 30_000)));
    }

    List<ConsumerRecord<byte[], byte[]>> travelled = consume(TELEMETRY, sent);

    assertThat(travelled).hasSize(4);
    assertThat(travelled).allMatch(each -> each.serializedValueSize() <= 1 << 20);
    assertThat(unpacked(travelled.subList(0, 1))).hasSize(5_000);
    assertThat(unpacked(travelled)).hasSize(6_000);
  }

  @Test
  void largeRecordTravelsAlone() {
    List<ConsumerRecord<byte[], byte[]>> sent =
        List.of(record(TELEMETRY, 1, "k", "x".repeat(2 << 20)));

    assertThat(consume(TELEMETRY, sent)).isEqualTo(sent);
    assertThat(unpacked(sent)).hasSize(1);
  }

  @Test
  void otherTopicsAreLeftAlone() {
    List<ConsumerRecord<byte[], byte[]>> sent =
        List.of(record(DELTAS, 1, "k", "one"), record(DELTAS, 2, "k", "two"));

    assertThat(consume(DELTAS, sent)).isEqualTo(sent);
  }

  @Test
  void nobodyElseCanSendWhatLooksLikeOne() {
    ConsumerRecord<byte[], byte[]> forged = record(TELEMETRY, 1, "k", "not a bundle");
    forged.headers().add(Bundle.HEADER, new byte[0]).add(Bundle.MORE_FOLLOW, new byte[0]);

    List<ConsumerRecord<byte[], byte[]>> travelled = consume(TELEMETRY, List.of(forged));

    assertThat(unpacked(travelled)).containsExactly("1 1001 k not a bundle");
    assertThat(travelled).noneMatch(each -> Bundle.moreFollow(each.headers()));
  }

  @Test
  void saysWhetherManyMoreWait() {
    List<ConsumerRecord<byte[], byte[]>> sent =
        List.of(
            record(TELEMETRY, 1, "k", "x".repeat(1 << 20)),
            record(TELEMETRY, 2, "k", "one"),
            record(TELEMETRY, 3, "k", "two"));

    behind = 65;
    assertThat(consume(TELEMETRY, sent))
        .hasSize(2)
        .allMatch(each -> Bundle.moreFollow(each.headers()));
    behind = 64;
    assertThat(consume(TELEMETRY, sent)).noneMatch(each -> Bundle.moreFollow(each.headers()));
  }

  private List<ConsumerRecord<byte[], byte[]>> consume(
      TopicPartition from, List<ConsumerRecord<byte[], byte[]>> records) {
    Map<TopicPartition, OffsetAndMetadata> next = Map.of(from, new OffsetAndMetadata(17));
    ConsumerRecords<byte[], byte[]> consumed =
        bundles.bundled(
            new ConsumerRecords<>(Map.of(from, records), next),
            partition -> partition.equals(from) ? behind : 0);
    assertThat(consumed.nextOffsets()).isEqualTo(next);
    return consumed.records(from);
  }

  private static List<String> unpacked(List<ConsumerRecord<byte[], byte[]>> records) {
    List<String> all = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> each : records) {
      Bundle bundle =
          new Bundle(
              new Record<>(each.key(), each.value(), each.timestamp(), each.headers()),
              each.offset());
      while (bundle.next()) {
        all.add(
            bundle.offset()
                + " "
                + bundle.timestamp()
                + " "
                + text(bundle.key())
                + " "
                + text(bundle.value()));
      }
    }
    return all;
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition in, long offset, String key, String value) {
    Headers headers = new RecordHeaders();
    return new ConsumerRecord<>(
        in.topic(),
        in.partition(),
        offset,
        1_000 + offset,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        value == null ? null : value.getBytes(StandardCharsets.UTF_8),
        headers,
        Optional.empty());
  }
}

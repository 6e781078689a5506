package dev.tocsin.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Puts small records of one partition that were fetched together into one {@link Bundle}. Kafka
 * Streams does more for each record than it takes to count an event; for a bundle it does so once.
 */
public final class RecordBundles implements ConsumerInterceptor<byte[], byte[]> {
  private static final String TOPICS = "tocsin.bundled.topics";

  /** Enough to make what a bundle costs small, and little beside what is buffered. */
  private static final int MOST_RECORDS = 256;

  private static final int MOST_BYTES = 64 << 10;

  private Set<String> topics = Set.of();

  /**
   * Lets a topology's consumer bundle these topics; whoever processes them goes through a {@link
   * Bundle}. Never topics that Kafka Streams itself deletes records from, or restores from.
   */
  public static void bundle(Properties streams, List<String> topics) {
    streams.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
        RecordBundles.class.getName());
    streams.put(StreamsConfig.mainConsumerPrefix(TOPICS), String.join(",", topics));
  }

  @Override
  public void configure(Map<String, ?> settings) {
    topics = Set.of(settings.get(TOPICS).toString().split(","));
  }

  @Override
  public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
    if (records.isEmpty()) {
      return records;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> bundled = new HashMap<>();
    for (TopicPartition each : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> single = records.records(each);
      bundled.put(each, topics.contains(each.topic()) ? bundles(single) : single);
    }
    return new ConsumerRecords<>(bundled, records.nextOffsets());
  }

  private static List<ConsumerRecord<byte[], byte[]>> bundles(
      List<ConsumerRecord<byte[], byte[]>> single) {
    List<ConsumerRecord<byte[], byte[]>> bundles = new ArrayList<>();
    int from = 0;
    int bytes = 0;
    for (int i = 0; i < single.size(); i++) {
      if (Bundle.isBundle(single.get(i).headers())) {
        // Producers may send whatever headers they like, but nothing that looks like a bundle.
        single.get(i).headers().remove(Bundle.HEADER);
      }
      int size = Bundle.size(single.get(i));
      if (i > from && (bytes + size > MOST_BYTES || i - from == MOST_RECORDS)) {
        bundles.add(bundle(single.subList(from, i)));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    bundles.add(bundle(single.subList(from, single.size())));
    return bundles;
  }

  private static ConsumerRecord<byte[], byte[]> bundle(
      List<ConsumerRecord<byte[], byte[]>> records) {
    return records.size() == 1 ? records.get(0) : Bundle.of(records);
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
    // Offsets are those of whole bundles already.
  }

  @Override
  public void close() {
    // Nothing is kept.
  }
}

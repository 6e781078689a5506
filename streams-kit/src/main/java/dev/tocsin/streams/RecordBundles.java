package dev.tocsin.streams;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Puts small records of one partition that were fetched together into one {@link Bundle}. Kafka
 * Streams does more for each record than it takes to count an event; for a bundle it does so once.
 * And marks what is fetched while many more wait behind it.
 */
public final class RecordBundles {
  private static final String TOPICS = "tocsin.bundled.topics";

  /**
   * About what is fetched of a partition at once. Not only what a bundle costs is shared by many
   * then: a task that counts them all before another one has its turn finds what it counts them in
   * near the processor.
   */
  private static final int MOST_RECORDS = 5_000;

  private static final int MOST_BYTES = 1 << 20;

  /** What is less is nearly done; and the ends of transactions count as records, too. */
  private static final int MANY = 64;

  private final Set<String> topics;

  RecordBundles(Set<String> topics) {
    this.topics = topics;
  }

  /**
   * Lets a topology's consumer bundle these topics; whoever processes them goes through a {@link
   * Bundle}. Never topics that Kafka Streams itself deletes records from, or restores from.
   */
  public static void bundle(Properties streams, List<String> topics) {
    streams.put(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, BundlingClients.class);
    streams.put(StreamsConfig.mainConsumerPrefix(TOPICS), String.join(",", topics));
  }

  /** What a consumer with this configuration has to bundle. */
  static RecordBundles of(Map<String, ?> consumer) {
    Object topics = consumer.get(TOPICS);
    return new RecordBundles(topics == null ? Set.of() : Set.of(topics.toString().split(",")));
  }

  /**
   * What was fetched, in bundles.
   *
   * @param behind how many records of a partition wait behind what was fetched
   */
  ConsumerRecords<byte[], byte[]> bundled(
      ConsumerRecords<byte[], byte[]> records, ToLongFunction<TopicPartition> behind) {
    if (records.isEmpty() || topics.isEmpty()) {
      return records;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> bundled = new HashMap<>();
    for (TopicPartition each : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> single = records.records(each);
      if (topics.contains(each.topic())) {
        bundled.put(each, bundles(single, behind.applyAsLong(each) > MANY));
      } else {
        bundled.put(each, single);
      }
    }
    return new ConsumerRecords<>(bundled, records.nextOffsets());
  }

  private static List<ConsumerRecord<byte[], byte[]>> bundles(
      List<ConsumerRecord<byte[], byte[]>> single, boolean moreFollow) {
    List<ConsumerRecord<byte[], byte[]>> bundles = new ArrayList<>();
    int from = 0;
    int bytes = 0;
    for (int i = 0; i < single.size(); i++) {
      // Producers may send whatever headers they like, but nothing that looks like a bundle.
      Bundle.unmark(single.get(i));
      int size = Bundle.size(single.get(i));
      if (i > from && (bytes + size > MOST_BYTES || i - from == MOST_RECORDS)) {
        bundles.add(bundle(single.subList(from, i)));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    bundles.add(bundle(single.subList(from, single.size())));
    if (moreFollow) {
      bundles.forEach(Bundle::markMoreFollow);
    }
    return bundles;
  }

  private static ConsumerRecord<byte[], byte[]> bundle(
      List<ConsumerRecord<byte[], byte[]>> records) {
    return records.size() == 1 ? records.get(0) : Bundle.of(records);
  }
}

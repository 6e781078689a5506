package dev.tocsin.streams;

import dev.tocsin.events.Definition;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The definitions as an immutable snapshot: read whole before {@link #start} returns, followed from
 * then on by a thread of its own.
 *
 * <p>A plain consumer, because a Kafka Streams table can become empty while brokers restart
 * (KAFKA-20416). Only a tombstone removes a definition: a topic that is truncated or made anew
 * takes nothing away from a running service.
 */
public final class DefinitionsFollower implements Supplier<Definitions>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DefinitionsFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Consumer<String, byte[]> consumer;
  private final String topic;
  private final Map<String, Definition> byKey = new TreeMap<>();
  private final Thread thread = new Thread(this::follow, "definitions");
  private volatile Definitions snapshot = Definitions.NONE;

  public DefinitionsFollower(String bootstrapServers, Topic<Definition> topic) {
    this.topic = topic.name();
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    thread.setDaemon(true);
  }

  /**
   * Reads the topic to its present end, then goes on in the background.
   *
   * @throws IllegalStateException when there is no such topic
   */
  public void start() {
    List<PartitionInfo> known = consumer.partitionsFor(topic);
    if (known == null || known.isEmpty()) {
      throw new IllegalStateException("no topic " + topic);
    }
    List<TopicPartition> partitions =
        known.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll();
    }
    LOG.info(
        "definitions read: count={} hash={} invalid={}",
        snapshot.size(),
        Integer.toHexString(snapshot.fingerprint()),
        snapshot.invalid());
    thread.start();
  }

  /** The newest snapshot; the same object until something changes. */
  @Override
  public Definitions get() {
    return snapshot;
  }

  @Override
  public void close() {
    if (thread.isAlive()) {
      consumer.wakeup();
    } else {
      consumer.close();
    }
  }

  private void follow() {
    try (consumer) {
      while (true) {
        try {
          poll();
        } catch (WakeupException e) {
          LOG.debug("definitions: closed");
          return;
        } catch (KafkaException e) {
          LOG.warn("definitions cannot be followed now, the last good ones stay", e);
        }
      }
    }
  }

  private void poll() {
    boolean changed = false;
    for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
      changed |= apply(each);
    }
    if (changed) {
      snapshot = Definitions.of(byKey.values());
    }
  }

  private boolean apply(ConsumerRecord<String, byte[]> each) {
    if (each.key() == null) {
      return false;
    }
    if (each.value() == null) {
      return byKey.remove(each.key()) != null;
    }
    try {
      byKey.put(each.key(), Json.read(each.value(), Definition.class));
      return true;
    } catch (SerializationException e) {
      LOG.warn(
          "definition unreadable, the last good one stays: topic={} partition={} offset={}",
          each.topic(),
          each.partition(),
          each.offset());
      return false;
    }
  }
}

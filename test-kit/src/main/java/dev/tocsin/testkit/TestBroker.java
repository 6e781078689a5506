package dev.tocsin.testkit;

import dev.tocsin.embedded.KafkaNode;
import dev.tocsin.embedded.TopicsFile;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * The real broker of this test JVM: started at the first call, stopped with the JVM. Tests keep
 * apart by the prefix of their topics.
 */
public final class TestBroker {
  /** Across class loaders (Quarkus has several) the JVM's properties are what all see. */
  private static final String PROPERTY = "tocsin.test.broker";

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static TestBroker shared;

  private final String bootstrapServers;
  private final Admin admin;
  private final KafkaProducer<String, byte[]> producer;

  private TestBroker(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                4 << 20),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** The broker of this JVM. */
  public static TestBroker shared() {
    synchronized (System.getProperties()) {
      if (shared == null) {
        if (System.getProperty(PROPERTY) == null) {
          System.setProperty(PROPERTY, launch());
        }
        shared = new TestBroker(System.getProperty(PROPERTY));
      }
      return shared;
    }
  }

  private static String launch() {
    Path directory = Workspace.target("test-broker-" + ProcessHandle.current().pid());
    KafkaNode node = KafkaNode.start(directory, 0);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  node.process().kill();
                  Workspace.delete(directory);
                }));
    return node.bootstrapServers();
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  public Admin admin() {
    return admin;
  }

  /** Creates all topics of the topics file under the prefix. */
  public Topics topics(String prefix) {
    try {
      TopicsFile.read(Workspace.root().resolve("deploy/topics.yaml")).apply(admin, prefix);
      return new Topics(prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes one record and returns when the broker has it. */
  public RecordMetadata send(String topic, String key, byte[] value) {
    try {
      return producer.send(new ProducerRecord<>(topic, key, value)).get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("no acknowledgement from " + topic, e);
    }
  }

  /** As {@link #send(String, String, byte[])}, typed. */
  public <V> RecordMetadata send(Topic<V> topic, String key, V value) {
    return send(topic.name(), key, topic.values().serializer().serialize(topic.name(), value));
  }

  /** What committed transactions have written to the topic until now. */
  public List<ConsumerRecord<String, byte[]>> readAll(String topic) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  /**
   * Reads the topic from its beginning until the condition holds for everything that was read.
   *
   * @throws org.awaitility.core.ConditionTimeoutException when it does not within 30 s
   */
  public List<ConsumerRecord<String, byte[]>> readAll(
      String topic, Predicate<List<ConsumerRecord<String, byte[]>>> until) {
    return readAll(topic, PATIENCE, until);
  }

  /** As {@link #readAll(String, Predicate)} with another patience. */
  public List<ConsumerRecord<String, byte[]>> readAll(
      String topic, Duration patience, Predicate<List<ConsumerRecord<String, byte[]>>> until) {
    try (KafkaConsumer<String, byte[]> consumer = consumer(topic)) {
      List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
      // In this thread, because a consumer belongs to one.
      Awaitility.await("records of " + topic)
          .atMost(patience)
          .pollInSameThread()
          .pollInterval(Duration.ofMillis(10))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return until.test(records);
              });
      return records;
    }
  }

  /** The values of a typed topic, read until the condition holds for all of them. */
  public <V> List<V> values(Topic<V> topic, Predicate<List<V>> until) {
    return values(topic, readAll(topic.name(), records -> until.test(values(topic, records))));
  }

  private static <V> List<V> values(Topic<V> topic, List<ConsumerRecord<String, byte[]>> records) {
    List<V> values = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> each : records) {
      values.add(topic.values().deserializer().deserialize(topic.name(), each.value()));
    }
    return values;
  }

  private KafkaConsumer<String, byte[]> consumer(String topic) {
    KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }
}

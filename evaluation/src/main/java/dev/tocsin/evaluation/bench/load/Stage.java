package dev.tocsin.evaluation.bench.load;

import dev.tocsin.embedded.KafkaNode;
import dev.tocsin.embedded.TopicsFile;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** A fresh embedded broker, in a process of its own, for one benchmark. */
public final class Stage implements AutoCloseable {
  /** As a broker runs that has work to do: both compilers, a heap of a size that suits it. */
  private static final List<String> BROKER = List.of("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC");

  private final Path folder;
  private final KafkaNode node;
  private final Admin admin;

  /** Starts the broker; what an earlier run left in the folder is deleted. */
  public Stage(Path folder) throws IOException {
    this.folder = folder;
    KafkaNode.stopStale(folder.resolve("kafka"));
    delete(folder);
    Files.createDirectories(folder);
    this.node = KafkaNode.start(folder.resolve("kafka"), 0, BROKER);
    this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap()));
  }

  public String bootstrap() {
    return node.bootstrapServers();
  }

  public Admin admin() {
    return admin;
  }

  /** Where processes of this benchmark keep state and logs. */
  public Path folder() {
    return folder;
  }

  /** All of Tocsin's topics under a prefix of their own. */
  public Topics topics(String prefix) {
    try {
      Path root = Path.of(System.getProperty("tocsin.root", ""));
      TopicsFile.read(root.resolve("deploy/topics.yaml")).apply(admin, prefix);
      return new Topics(prefix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes records, and returns when the broker has them.
   *
   * @param record the key and the value of the record of this number
   */
  public void send(String topic, int count, IntFunction<Map.Entry<String, byte[]>> record) {
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap(),
            ProducerConfig.LINGER_MS_CONFIG,
            20);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        Map.Entry<String, byte[]> each = record.apply(i);
        producer.send(new ProducerRecord<>(topic, each.getKey(), each.getValue()));
      }
    }
  }

  /** Writes the events under the prefix {@code NAME.}; what they add up to. */
  public Totals load(Workload workload) {
    String topic = topics(workload.name() + ".").requests().name();
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap(),
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 << 10);
    awaitLeaders(topic);
    AtomicReference<Exception> failure = new AtomicReference<>();
    Totals totals;
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      totals =
          workload.write(
              (key, value) ->
                  producer.send(
                      new ProducerRecord<>(topic, key, value),
                      (metadata, e) -> failure.compareAndSet(null, e)));
    }
    if (failure.get() != null) {
      throw new IllegalStateException("events cannot be written", failure.get());
    }
    return totals;
  }

  /**
   * Waits until each partition has its leader: a producer that comes before it loses its place in
   * the sequence.
   */
  public void awaitLeaders(String topic) {
    Awaitility.await("leaders of " + topic).ignoreExceptions().until(() -> hasLeaders(topic));
  }

  private boolean hasLeaders(String topic) throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (TopicPartitionInfo each :
        admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get().partitions()) {
      partitions.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest());
    }
    return admin.listOffsets(partitions).all().get().size() == partitions.size();
  }

  /** Deletes the topics whose names begin so: what a run of a job has left. */
  public void deleteTopics(String beginning) {
    try {
      List<String> left =
          admin.listTopics().names().get().stream()
              .filter(name -> name.startsWith(beginning))
              .toList();
      admin.deleteTopics(left).all().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("topics " + beginning + "* cannot be deleted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
    node.close();
    delete(folder.resolve("kafka"));
  }

  /** Deletes a folder with everything in it, if it is there. */
  public static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

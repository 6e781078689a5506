package dev.tocsin.streams;

import dev.tocsin.embedded.KafkaNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One real broker for a test class. */
final class RealBroker implements AutoCloseable {
  private final Path directory = Path.of("target", "broker-" + ProcessHandle.current().pid());
  private final KafkaNode node;
  private final Admin admin;
  private final KafkaProducer<String, byte[]> producer;

  RealBroker() {
    node = KafkaNode.start(directory, 0);
    Map<String, Object> settings = Map.of("bootstrap.servers", node.bootstrapServers());
    admin = Admin.create(settings);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }

  String bootstrapServers() {
    return node.bootstrapServers();
  }

  void createTopics(String... names) throws InterruptedException, ExecutionException {
    admin
        .createTopics(Arrays.stream(names).map(name -> new NewTopic(name, 1, (short) 1)).toList())
        .all()
        .get();
  }

  void send(String topic, String key, byte[] value)
      throws InterruptedException, ExecutionException, TimeoutException {
    producer.send(new ProducerRecord<>(topic, key, value)).get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
    node.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

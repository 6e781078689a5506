package dev.tocsin.testkit;

import dev.tocsin.events.Topic;
import dev.tocsin.streams.StreamsSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * A topology under test, with the settings of the real services and a clock that moves only when
 * the test says so.
 */
public final class TopologyHarness implements AutoCloseable {
  private final TopologyTestDriver driver;
  private Instant now;

  private TopologyHarness(Topology topology, Instant start) {
    Properties settings =
        new StreamsSettings(
                "test",
                "unused:9092",
                Workspace.target("harness-" + UUID.randomUUID()),
                "0",
                Duration.ofMillis(200),
                1)
            .toProperties();
    this.driver = new TopologyTestDriver(topology, settings, start);
    this.now = start;
  }

  /**
   * @param start the wall clock's first reading
   */
  public static TopologyHarness of(Topology topology, Instant start) {
    return new TopologyHarness(topology, start);
  }

  /** One record, appended at the harness's present time. */
  public <V> TopologyHarness pipe(Topic<V> topic, String key, V value) {
    return pipeBytes(topic.name(), key, topic.values().serializer().serialize(topic.name(), value));
  }

  /** One raw record, well formed or not. */
  public TopologyHarness pipeBytes(String topic, String key, byte[] value) {
    return pipe(topic, new TestRecord<>(key, value, now));
  }

  /** The same with headers, or appended at another time. */
  public TopologyHarness pipe(String topic, TestRecord<String, byte[]> record) {
    TestInputTopic<String, byte[]> input =
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
    input.pipeInput(record);
    return this;
  }

  /** Moves the wall clock; punctuators run. */
  public TopologyHarness advance(Duration by) {
    now = now.plus(by);
    driver.advanceWallClockTime(by);
    return this;
  }

  /** The wall clock. */
  public Instant now() {
    return now;
  }

  /** What the topology has written to the topic since the last call, headers included. */
  public <V> List<TestRecord<String, V>> records(Topic<V> topic) {
    return driver
        .createOutputTopic(topic.name(), new StringDeserializer(), topic.values().deserializer())
        .readRecordsToList();
  }

  /** The values that the topology has written to the topic since the last call. */
  public <V> List<V> values(Topic<V> topic) {
    return records(topic).stream().map(TestRecord::getValue).toList();
  }

  /** A store of the topology by its name. */
  public <S extends StateStore> S store(String name, Class<S> type) {
    return type.cast(driver.getAllStateStores().get(name));
  }

  /** The driver itself, for what this class does not offer. */
  public TopologyTestDriver driver() {
    return driver;
  }

  @Override
  public void close() {
    driver.close();
  }
}

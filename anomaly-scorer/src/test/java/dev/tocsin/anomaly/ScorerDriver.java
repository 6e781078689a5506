package dev.tocsin.anomaly;

import dev.tocsin.anomaly.domain.ModelPlan;
import dev.tocsin.anomaly.domain.ScoringPolicy;
import dev.tocsin.anomaly.stream.ScorerMeters;
import dev.tocsin.anomaly.stream.ScorerStores;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.Json;
import dev.tocsin.events.Model;
import dev.tocsin.events.Score;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import dev.tocsin.streams.AccumulatingStore;
import dev.tocsin.streams.StreamsSettings;
import dev.tocsin.testkit.TopologyHarness;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology under test, fed in event time; the wall clock moves only when told to. */
final class ScorerDriver implements AutoCloseable {
  /** Where event time and the wall clock begin: a window's start. */
  static final long START = Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();

  static final Topics TOPICS = new Topics("tocsin.");
  static final Duration LATENESS = Duration.ofSeconds(5);

  final MeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyHarness harness;

  ScorerDriver(ScoringPolicy policy) {
    this(policy, START);
  }

  ScorerDriver(ScoringPolicy policy, long wallClock) {
    harness = TopologyHarness.of(topology(policy, meters), Instant.ofEpochMilli(wallClock));
  }

  static Topology topology(ScoringPolicy policy, MeterRegistry meters) {
    Properties settings =
        new StreamsSettings("test", "unused:1", Path.of("."), "0", Duration.ofMillis(200), 1)
            .toProperties();
    return new AnomalyTopology(
            TOPICS,
            policy,
            ModelPlan.DEFAULT,
            LATENESS,
            Runnable::run,
            new ScorerMeters(meters),
            settings)
        .get();
  }

  void request(long offsetMs, String service, double latencyMs, boolean success) {
    send(TOPICS.requests(), service, requestJson(offsetMs, service, latencyMs, success, "none"));
  }

  static String requestJson(
      long offsetMs, String service, double latencyMs, boolean success, String id) {
    String identity = id.equals("none") ? "" : ",\"id\":\"" + id + "\"";
    return String.format(
        Locale.ROOT,
        "{\"timestamp\":%d,\"service\":\"%s\",\"latencyMs\":%s,\"success\":%s%s}",
        START + offsetMs,
        service,
        latencyMs,
        success,
        identity);
  }

  void metric(long offsetMs, String service, String instance, String name, double value) {
    send(
        TOPICS.metrics(),
        service,
        String.format(
            Locale.ROOT,
            "{\"timestamp\":%d,\"service\":\"%s\",\"instance\":\"%s\",\"metrics\":{\"%s\":%s}}",
            START + offsetMs,
            service,
            instance,
            name,
            value));
  }

  void log(long offsetMs, String service, String level) {
    send(
        TOPICS.logs(),
        service,
        String.format(
            "{\"timestamp\":%d,\"service\":\"%s\",\"level\":\"%s\",\"message\":\"m\"}",
            START + offsetMs, service, level));
  }

  void send(Topic<byte[]> topic, String key, String value) {
    harness.pipeBytes(topic.name(), key, value.getBytes(StandardCharsets.UTF_8));
  }

  void send(Command command) {
    harness.pipeBytes(TOPICS.commands().name(), command.target(), Json.write(command));
  }

  void wait(Duration wallClock) {
    harness.advance(wallClock);
  }

  /** Long enough for everything to be handed on and closed by silence. */
  void drain() {
    wait(Duration.ofMillis(600));
    wait(Duration.ofSeconds(40));
    wait(Duration.ofMillis(600));
  }

  List<Score> scores() {
    return values(TOPICS.scores());
  }

  List<Alert> alerts() {
    return values(TOPICS.alerts());
  }

  List<Model> models() {
    return values(TOPICS.models());
  }

  <V> List<V> values(Topic<V> topic) {
    return harness.values(topic);
  }

  <V> List<TestRecord<String, V>> records(Topic<V> topic) {
    return harness.records(topic);
  }

  /** Gives the state to another driver, as a restore from the changelogs would. */
  void handOver(ScorerDriver to) {
    copy(to, ScorerStores.NEWEST, Serdes.Long());
    copy(to, ScorerStores.WINDOWS, ScorerStores.windows());
    for (String store :
        List.of(
            ScorerStores.PROFILES, ScorerStores.ROWS, ScorerStores.MODELS, ScorerStores.GROUPS)) {
      KeyValueStore<String, Object> target = to.harness.driver().getKeyValueStore(store);
      try (KeyValueIterator<String, Object> all =
          harness.driver().<String, Object>getKeyValueStore(store).all()) {
        while (all.hasNext()) {
          KeyValue<String, Object> each = all.next();
          target.put(each.key, each.value);
        }
      }
    }
  }

  @SuppressWarnings("unchecked")
  private <V> void copy(ScorerDriver to, String name, Serde<V> values) {
    AccumulatingStore<String, V> target =
        (AccumulatingStore<String, V>) to.harness.driver().getStateStore(name);
    ((AccumulatingStore<String, V>) harness.driver().getStateStore(name))
        .forEach(
            (key, value) -> {
              byte[] bytes = values.serializer().serialize(name, value);
              target.put(key, values.deserializer().deserialize(name, bytes));
            });
  }

  <V> KeyValueStore<String, V> store(String name) {
    return harness.driver().getKeyValueStore(name);
  }

  @Override
  public void close() {
    harness.close();
  }
}

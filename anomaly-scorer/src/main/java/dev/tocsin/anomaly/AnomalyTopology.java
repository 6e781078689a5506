package dev.tocsin.anomaly;

import dev.tocsin.anomaly.domain.EntityPart;
import dev.tocsin.anomaly.domain.Groups;
import dev.tocsin.anomaly.domain.Input;
import dev.tocsin.anomaly.domain.ModelPlan;
import dev.tocsin.anomaly.domain.ScoringPolicy;
import dev.tocsin.anomaly.stream.DirectiveReader;
import dev.tocsin.anomaly.stream.ScorerMeters;
import dev.tocsin.anomaly.stream.ScorerStores;
import dev.tocsin.anomaly.stream.TelemetryAccumulator;
import dev.tocsin.anomaly.stream.WindowScorer;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Model;
import dev.tocsin.events.Score;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Telemetry → parts of windows per source partition → windows per entity → scores, alerts, models.
 */
public final class AnomalyTopology implements Supplier<Topology> {
  /** Between commits: a score waits for two of them, its parts' and its own. */
  public static final Duration COMMIT = Duration.ofMillis(100);

  /** How long a window waits for events out of order, unless configured otherwise. */
  public static final String ALLOWED_LATENESS = "PT1S";

  private final Topics topics;
  private final ScoringPolicy policy;
  private final ModelPlan plan;
  private final Duration allowedLateness;
  private final Executor trainer;
  private final ScorerMeters meters;
  private final Properties settings;

  /**
   * @param policy when to train and to alert
   * @param plan which models entities get
   * @param allowedLateness how long a window waits for events out of order
   * @param trainer runs trainings, best in a thread of its own
   * @param settings the Kafka Streams settings that the topology will run with
   */
  public AnomalyTopology(
      Topics topics,
      ScoringPolicy policy,
      ModelPlan plan,
      Duration allowedLateness,
      Executor trainer,
      ScorerMeters meters,
      Properties settings) {
    this.topics = topics;
    this.policy = policy;
    this.plan = plan;
    this.allowedLateness = allowedLateness;
    this.trainer = trainer;
    this.meters = meters;
    this.settings = settings;
  }

  @Override
  public Topology get() {
    // Only through a TopologyConfig are unnamed stores and repartitions refused.
    StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(settings)));

    // One source of three topics: one task accumulates all of a partition, in order of arrival.
    KStream<String, Object> accumulated =
        telemetry(builder)
            .process(
                TelemetryAccumulator.supplier(topics, allowedLateness, meters),
                Named.as("accumulate"));
    to(topics.deadLetters(), only(byte[].class, accumulated, "bad-logs"));

    KStream<String, Object> said =
        directives(builder)
            .process(DirectiveReader.supplier(topics, meters), Named.as("read-directives"));

    KStream<String, Object> scored =
        byEntity(
                only(Input.class, accumulated, "parts")
                    .merge(only(Input.class, said, "directives"), Named.as("inputs")))
            .process(
                WindowScorer.supplier(topics, policy, plan, allowedLateness, trainer, meters),
                Named.as("score"));
    to(topics.scores(), only(Score.class, scored, "scores"));
    to(topics.alerts(), only(Alert.class, scored, "alerts"));
    to(topics.models(), only(Model.class, scored, "models"));

    return builder.build(settings);
  }

  private KStream<String, byte[]> telemetry(StreamsBuilder builder) {
    return builder.stream(
        List.of(topics.requests().name(), topics.metrics().name(), topics.logs().name()),
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("telemetry"));
  }

  private KStream<String, byte[]> directives(StreamsBuilder builder) {
    return builder.stream(
        List.of(topics.commands().name(), topics.incidents().name()),
        Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("people"));
  }

  private KStream<String, Input> byEntity(KStream<String, Input> inputs) {
    return inputs.repartition(
        Repartitioned.<String, Input>as("entity-parts")
            .withKeySerde(Serdes.String())
            .withValueSerde(ScorerStores.inputs())
            .withStreamPartitioner(
                (topic, key, value, partitions) -> partitions(plan.groups(), value, partitions)));
  }

  /**
   * A directive goes to every task: each knows which of its entities are meant. The instances of a
   * service share a task, and so do the services of a group, so that a new one finds the models of
   * the others.
   */
  static Optional<Set<Integer>> partitions(Groups groups, Input value, int partitions) {
    if (value instanceof EntityPart part) {
      byte[] sharing = groups.sharing(part.service()).getBytes(StandardCharsets.UTF_8);
      return Optional.of(Set.of(Utils.toPositive(Utils.murmur2(sharing)) % partitions));
    }
    return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
  }

  private static <T> KStream<String, T> only(
      Class<T> type, KStream<String, Object> from, String name) {
    return from.filter((key, value) -> type.isInstance(value), Named.as("keep-" + name))
        .mapValues(type::cast, Named.as(name));
  }

  private static <V> void to(Topic<V> topic, KStream<String, V> values) {
    values.to(
        topic.name(), Produced.with(topic.keys(), topic.values()).withName("to-" + topic.name()));
  }
}

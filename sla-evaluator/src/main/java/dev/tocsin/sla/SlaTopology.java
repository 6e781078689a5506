package dev.tocsin.sla;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Outcome;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.codec.BurnCodec;
import dev.tocsin.sla.codec.DeltaCodec;
import dev.tocsin.sla.codec.OutageCodec;
import dev.tocsin.sla.codec.ProgressCodec;
import dev.tocsin.sla.codec.RuleCodec;
import dev.tocsin.sla.codec.StoreCodec;
import dev.tocsin.sla.stream.CombineProcessor;
import dev.tocsin.sla.stream.Deltas;
import dev.tocsin.sla.stream.DependencyProcessor;
import dev.tocsin.sla.stream.EvaluatorMetrics;
import dev.tocsin.sla.stream.IncidentProcessor;
import dev.tocsin.sla.stream.JudgeProcessor;
import dev.tocsin.sla.stream.LookProcessor;
import dev.tocsin.sla.stream.NewestVerdicts;
import dev.tocsin.sla.stream.Refused;
import dev.tocsin.sla.stream.RelateProcessor;
import dev.tocsin.sla.stream.Settings;
import dev.tocsin.sla.stream.SliceProcessor;
import dev.tocsin.sla.stream.Timeline;
import dev.tocsin.sla.stream.WatchProcessor;
import dev.tocsin.streams.AccumulatingStoreBuilder;
import dev.tocsin.streams.BeforeCommit;
import dev.tocsin.streams.CommitPace;
import dev.tocsin.streams.RecordBundles;
import dev.tocsin.streams.StreamsSettings;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The way from telemetry to verdicts and alerts: combine in each partition, slice by service, judge
 * by objective and watch by rule; and, apart from these, incidents.
 */
public final class SlaTopology implements Supplier<Topology> {
  private final Topics topics;
  private final Settings settings;
  private final Supplier<Definitions> definitions;
  private final EvaluatorMetrics metrics;
  private final NewestVerdicts newest;
  private final Properties streamsSettings;
  private final CommitPace pace = new CommitPace();

  /**
   * @param definitions the newest snapshot of what is declared
   * @param newest is kept at the newest verdicts
   * @param streamsSettings the same {@link #properties} that the topology is run with
   */
  public SlaTopology(
      Topics topics,
      Settings settings,
      Supplier<Definitions> definitions,
      EvaluatorMetrics metrics,
      NewestVerdicts newest,
      Properties streamsSettings) {
    this.topics = topics;
    this.settings = settings;
    this.definitions = definitions;
    this.metrics = metrics;
    this.newest = newest;
    this.streamsSettings = streamsSettings;
  }

  /**
   * The properties that this topology is run with. No input waits for another one: each kind of
   * telemetry has an event time of its own. (To find out whether it would have to wait costs more
   * for each record than to count it.) And where little arrives, what is due is not kept waiting
   * for the next record.
   */
  public static Properties properties(StreamsSettings settings, Topics topics) {
    Properties properties = settings.toProperties();
    RecordBundles.bundle(properties, telemetry(topics));
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    properties.put(StreamsConfig.POLL_MS_CONFIG, 20L);
    properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
    properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 4);
    return properties;
  }

  @Override
  public Topology get() {
    StreamsBuilder builder =
        new StreamsBuilder(new TopologyConfig(new StreamsConfig(streamsSettings)));
    addStores(builder::addStateStore);

    KStream<String, Object> combined = combine(builder);
    KStream<String, Object> sliced =
        slice(
            only(combined, Deltas.class, "deltas").merge(relate(builder), Named.as("all-deltas")));
    KStream<String, Object> judged = judge(only(sliced, Timeline.class, "timeline"));

    KStream<String, Object> watched = watch(sliced, judged);
    KStream<String, Object> handled = incidents(builder);

    to(topics.slices(), only(sliced, Slice.class, "slices"), "slices");
    KStream<String, Verdict> verdicts = only(judged, Verdict.class, "verdicts");
    verdicts.process(() -> new LookProcessor(newest, definitions), Named.as("look"));
    to(topics.verdicts(), verdicts, "verdicts");
    to(topics.violations(), only(judged, Violation.class, "violations"), "violations");
    to(topics.outcomes(), only(judged, Outcome.class, "outcomes"), "outcomes");
    to(topics.alerts(), depend(sliced, judged, watched), "service-alerts");
    to(topics.violations(), only(handled, Violation.class, "breaches"), "breaches");
    to(topics.alerts(), only(handled, Alert.class, "incident-alerts"), "incident-alerts");
    refuse(only(handled, Refused.class, "refused-incidents"), "refused-incidents");
    refuse(only(combined, Refused.class, "refused"), "refused");
    refuse(only(sliced, Refused.class, "too-late"), "too-late");
    return builder.build(streamsSettings);
  }

  private static List<String> telemetry(Topics topics) {
    return List.of(topics.requests().name(), topics.metrics().name(), topics.checks().name());
  }

  private KStream<String, Object> combine(StreamsBuilder builder) {
    return builder.stream(
            telemetry(topics),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("telemetry"))
        .process(
            () -> new CombineProcessor(topics, settings, definitions, metrics, pace),
            Named.as("combine"),
            CombineProcessor.BEFORE_COMMIT,
            CombineProcessor.IDS);
  }

  /** What composites are made of, and what services depend on, comes back as deltas. */
  private KStream<String, Deltas> relate(StreamsBuilder builder) {
    return builder.stream(
            topics.outcomes().name(),
            Consumed.with(topics.outcomes().keys(), Serdes.ByteArray()).withName("outcomes-in"))
        .process(() -> new RelateProcessor(settings, definitions, metrics), Named.as("relate"));
  }

  /** The only shuffle: deltas, never events, go to the task that owns their service. */
  private KStream<String, Object> slice(KStream<String, Deltas> deltas) {
    return deltas
        .repartition(
            Repartitioned.<String, Deltas>as("deltas")
                .withKeySerde(Serdes.String())
                .withValueSerde(Deltas.serde()))
        .process(
            () -> new SliceProcessor(settings, definitions, metrics, pace),
            Named.as("slice"),
            SliceProcessor.SLICES,
            SliceProcessor.OPEN_SLICES,
            SliceProcessor.SERIES,
            SliceProcessor.WATERMARKS,
            SliceProcessor.UNPUBLISHED);
  }

  private KStream<String, Object> judge(KStream<String, Timeline> timeline) {
    return timeline.process(
        () -> new JudgeProcessor(settings, definitions, metrics, pace),
        Named.as("judge"),
        JudgeProcessor.PROGRESS,
        JudgeProcessor.SLOTS,
        JudgeProcessor.VERSIONS,
        JudgeProcessor.FINALS,
        JudgeProcessor.VIOLATIONS,
        DependencyProcessor.OUTAGES,
        JudgeProcessor.BURNS,
        SliceProcessor.SLICES,
        SliceProcessor.OPEN_SLICES,
        SliceProcessor.WATERMARKS);
  }

  /** Rules need no verdict, but for the one that says that there is a violation. */
  private KStream<String, Object> watch(
      KStream<String, Object> sliced, KStream<String, Object> judged) {
    return sliced
        .filter((key, value) -> value instanceof Timeline, Named.as("signals-of-slices"))
        .merge(
            judged.filter(
                (key, value) -> value instanceof Violation, Named.as("signals-of-verdicts")),
            Named.as("signals"))
        .process(
            () -> new WatchProcessor(settings, definitions, pace),
            Named.as("watch"),
            WatchProcessor.RULES,
            WatchProcessor.SIGNALS,
            SliceProcessor.WATERMARKS);
  }

  /** Alerts of services whose dependency is down say so. */
  private KStream<String, Alert> depend(
      KStream<String, Object> sliced,
      KStream<String, Object> judged,
      KStream<String, Object> watched) {
    return sliced
        .filter((key, value) -> value instanceof Timeline, Named.as("dependencies"))
        .merge(
            judged.filter((key, value) -> value instanceof Alert, Named.as("objective-alerts")),
            Named.as("dependencies-and-objectives"))
        .merge(
            watched.filter((key, value) -> value instanceof Alert, Named.as("rule-alerts")),
            Named.as("dependencies-and-alerts"))
        .process(
            () -> new DependencyProcessor(definitions),
            Named.as("depend"),
            DependencyProcessor.OUTAGES,
            DependencyProcessor.HELD);
  }

  /** Incidents by themselves: keyed by incident from the beginning. */
  private KStream<String, Object> incidents(StreamsBuilder builder) {
    return builder.stream(
            topics.incidents().name(),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("incidents"))
        .process(
            () -> new IncidentProcessor(settings, definitions, metrics, pace),
            Named.as("hold-to-agreements"),
            IncidentProcessor.INCIDENTS,
            IncidentProcessor.DEADLINES);
  }

  private void refuse(KStream<String, Refused> refused, String name) {
    refused
        .map((key, each) -> KeyValue.pair(each.key(), each.value()), Named.as(name + "-letter"))
        .to(
            topics.deadLetters().name(),
            Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name + "-out"));
  }

  private static <V> void to(Topic<V> topic, KStream<String, V> values, String name) {
    values.to(topic.name(), Produced.with(topic.keys(), topic.values()).withName(name + "-out"));
  }

  /** What of a processor's output is of one type. */
  private static <T> KStream<String, T> only(
      KStream<String, Object> outputs, Class<T> type, String name) {
    return outputs
        .filter((key, value) -> type.isInstance(value), Named.as("only-" + name))
        .mapValues(type::cast, Named.as(name));
  }

  /** How the stores are built, by name: whoever judges beside the stream needs the same ones. */
  public static Map<String, StoreBuilder<?>> stores() {
    Map<String, StoreBuilder<?>> stores = new TreeMap<>();
    addStores(each -> stores.put(each.name(), each));
    return stores;
  }

  private static void addStores(Shelf to) {
    to.addStateStore(BeforeCommit.builder(CombineProcessor.BEFORE_COMMIT));
    to.addStateStore(onDisk(CombineProcessor.IDS));
    to.addStateStore(rocksDb(SliceProcessor.SLICES).withCachingDisabled());
    to.addStateStore(BeforeCommit.builder(SliceProcessor.OPEN_SLICES));
    to.addStateStore(accumulating(SliceProcessor.SERIES, DeltaCodec.keys(), Serdes.Long()));
    to.addStateStore(
        accumulating(SliceProcessor.WATERMARKS, StoreCodec.feeds(), StoreCodec.watermarks()));
    to.addStateStore(accumulating(SliceProcessor.UNPUBLISHED, DeltaCodec.keys(), Serdes.Long()));
    to.addStateStore(
        accumulating(JudgeProcessor.PROGRESS, StoreCodec.progressKeys(), ProgressCodec.serde()));
    to.addStateStore(
        accumulating(JudgeProcessor.SLOTS, ProgressCodec.blockKeys(), ProgressCodec.blocks()));
    to.addStateStore(
        accumulating(JudgeProcessor.VERSIONS, Serdes.String(), StoreCodec.definitions()));
    to.addStateStore(onDisk(JudgeProcessor.FINALS));
    to.addStateStore(onDisk(JudgeProcessor.VIOLATIONS));
    to.addStateStore(
        accumulating(DependencyProcessor.OUTAGES, Serdes.String(), OutageCodec.serde()));
    to.addStateStore(
        accumulating(DependencyProcessor.HELD, Serdes.String(), Topics.serde(Alert.class)));
    to.addStateStore(
        accumulating(JudgeProcessor.BURNS, StoreCodec.progressKeys(), BurnCodec.serde()));
    to.addStateStore(accumulating(WatchProcessor.RULES, RuleCodec.keys(), RuleCodec.states()));
    to.addStateStore(accumulating(WatchProcessor.SIGNALS, Serdes.String(), RuleCodec.signals()));
    to.addStateStore(onDisk(IncidentProcessor.INCIDENTS));
    to.addStateStore(onDisk(IncidentProcessor.DEADLINES));
  }

  /** Takes stores. */
  @FunctionalInterface
  private interface Shelf {
    void addStateStore(StoreBuilder<?> store);
  }

  private static <K, V> StoreBuilder<?> accumulating(String name, Serde<K> keys, Serde<V> values) {
    return new AccumulatingStoreBuilder<>(name, keys, values);
  }

  /** RocksDB behind a cache: what changes several times between two commits is written once. */
  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> onDisk(String name) {
    return rocksDb(name).withCachingEnabled();
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> rocksDb(String name) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
  }
}

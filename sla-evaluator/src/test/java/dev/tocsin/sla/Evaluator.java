package dev.tocsin.sla;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Topics;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.stream.EvaluatorMetrics;
import dev.tocsin.sla.stream.NewestVerdicts;
import dev.tocsin.sla.stream.Settings;
import dev.tocsin.streams.Bundle;
import dev.tocsin.streams.StreamsSettings;
import dev.tocsin.testkit.TopologyHarness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.streams.test.TestRecord;

/** The whole evaluator on the topology test driver, with words for what tests do with it. */
public final class Evaluator implements AutoCloseable {
  /** A round point in event time; the wall clock is a month later, as in a replay. */
  public static final Instant T0 = Instant.parse("2026-03-02T10:00:00Z");

  private static final YAMLMapper YAML = new YAMLMapper();

  public final Topics topics = new Topics(Topics.DEFAULT_PREFIX);
  public final EvaluatorMetrics metrics = new EvaluatorMetrics();
  public final NewestVerdicts newest = new NewestVerdicts();
  private final Map<String, Definition> declared = new TreeMap<>();
  private final TopologyHarness harness;
  private final List<Verdict> verdicts = new ArrayList<>();
  private Definitions definitions = Definitions.NONE;

  public Evaluator() {
    this(Settings.defaults(), T0.plus(Duration.ofDays(30)));
  }

  public Evaluator(Settings settings, Instant start) {
    harness = TopologyHarness.of(topology(settings, this).get(), start);
  }

  static SlaTopology topology(Settings settings, Evaluator evaluator) {
    return new SlaTopology(
        new Topics(Topics.DEFAULT_PREFIX),
        settings,
        () -> evaluator == null ? Definitions.NONE : evaluator.definitions,
        evaluator == null ? new EvaluatorMetrics() : evaluator.metrics,
        evaluator == null ? new NewestVerdicts() : evaluator.newest,
        streamsSettings());
  }

  private static Properties streamsSettings() {
    return SlaTopology.properties(
        new StreamsSettings(
            "test", "unused:9092", Path.of("target/unused"), "0", Duration.ofMillis(200), 1),
        new Topics(Topics.DEFAULT_PREFIX));
  }

  public Definitions definitions() {
    return definitions;
  }

  /** Declares something, or declares it anew under the next version. */
  public Evaluator declare(DefinitionKind kind, String name, String spec) {
    return declare(kind, name, spec, 0);
  }

  /** The same, in force from a point in event time. */
  public Evaluator declare(DefinitionKind kind, String name, String spec, long effectiveFrom) {
    String key = kind.json() + "/" + name;
    long version = declared.containsKey(key) ? declared.get(key).version() + 1 : 1;
    try {
      declared.put(
          key,
          new Definition(
              kind, name, version, effectiveFrom, Json.mapper().readTree(relaxed(spec))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return publish();
  }

  public Evaluator declareAll(Collection<Definition> all) {
    all.forEach(each -> declared.put(each.key(), each));
    return publish();
  }

  public Evaluator objective(String name, String spec) {
    return declare(DefinitionKind.OBJECTIVE, name, spec);
  }

  public Evaluator remove(String key) {
    declared.remove(key);
    return publish();
  }

  private Evaluator publish() {
    definitions = Definitions.of(declared.values());
    if (!definitions.invalid().isEmpty()) {
      throw new IllegalArgumentException(definitions.invalid().toString());
    }
    return this;
  }

  /** One request at this offset from T0. */
  public Evaluator request(String service, Duration at, boolean success, double latencyMs) {
    return requests(
        relaxed(
            "{timestamp: %d, service: %s, success: %s, latencyMs: %s}"
                .formatted(millis(at), service, success, latencyMs)));
  }

  public Evaluator requests(String json) {
    harness.pipeBytes(topics.requests().name(), null, json.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** The same, appended so long ago, while many more wait behind it or as the last one. */
  public Evaluator requests(String json, Duration ago, boolean moreFollow) {
    byte[] value = json.getBytes(StandardCharsets.UTF_8);
    TestRecord<String, byte[]> record = new TestRecord<>(null, value, harness.now().minus(ago));
    if (moreFollow) {
      record.headers().add(Bundle.MORE_FOLLOW, new byte[0]);
    }
    harness.pipe(topics.requests().name(), record);
    return this;
  }

  public Evaluator check(String service, String check, Duration at, boolean up) {
    harness.pipeBytes(
        topics.checks().name(),
        service,
        relaxed(
                "{timestamp: %d, service: %s, check: %s, up: %s}"
                    .formatted(millis(at), service, check, up))
            .getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** A check's result in JSON, but for service, check and time. */
  public Evaluator check(String service, String check, Duration at, String more) {
    harness.pipeBytes(
        topics.checks().name(),
        service,
        relaxed(
                "{timestamp: %d, service: %s, check: %s, %s}"
                    .formatted(millis(at), service, check, more))
            .getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public Evaluator metric(String service, String instance, Duration at, String name, double value) {
    harness.pipeBytes(
        topics.metrics().name(),
        service,
        relaxed(
                "{timestamp: %d, service: %s, instance: %s, metrics: {%s: %s}}"
                    .formatted(millis(at), service, instance, name, value))
            .getBytes(StandardCharsets.UTF_8));
    return this;
  }

  public Evaluator incident(String id, String json) {
    harness.pipeBytes(topics.incidents().name(), id, json.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** JSON from YAML's flow form, where names and words need no quotes. */
  public static String relaxed(String yaml) {
    try {
      return YAML.readTree(yaml).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Moves the wall clock, in steps as a clock does, so that every punctuation has its turn. */
  public Evaluator advance(Duration by) {
    long step =
        by.compareTo(Duration.ofMinutes(10)) > 0 ? 60_000 : by.toSeconds() > 5 ? 5_000 : 500;
    for (long left = by.toMillis(); left > 0; left -= step) {
      harness.advance(Duration.ofMillis(Math.min(step, left)));
    }
    return this;
  }

  /** Long enough for both levels to hand on what they have. */
  public Evaluator settle() {
    return advance(Duration.ofMillis(1_500));
  }

  /** Every verdict that was ever published. */
  public List<Verdict> verdicts() {
    verdicts.addAll(harness.values(topics.verdicts()));
    return List.copyOf(verdicts);
  }

  public List<Verdict> verdicts(String objective, Verdict.State state) {
    return verdicts().stream()
        .filter(each -> each.objective().equals(objective) && each.state() == state)
        .toList();
  }

  /** The newest verdict of an objective for a service. */
  public Verdict verdict(String objective, String service) {
    List<Verdict> found =
        verdicts().stream()
            .filter(each -> each.objective().equals(objective) && each.service().equals(service))
            .toList();
    return found.get(found.size() - 1);
  }

  public List<Violation> violations() {
    return harness.values(topics.violations());
  }

  public List<Alert> alerts() {
    return harness.values(topics.alerts());
  }

  public List<Slice> slices() {
    return harness.values(topics.slices());
  }

  public List<TestRecord<String, byte[]>> deadLetters() {
    return harness.records(topics.deadLetters());
  }

  public TopologyHarness harness() {
    return harness;
  }

  public static long millis(Duration at) {
    return T0.plus(at).toEpochMilli();
  }

  @Override
  public void close() {
    harness.close();
  }
}

package dev.tocsin.router.parity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Topics;
import dev.tocsin.router.RouterTopology;
import dev.tocsin.router.domain.Fixtures;
import dev.tocsin.router.domain.GroupKey;
import dev.tocsin.router.domain.Rules;
import dev.tocsin.router.stream.RouterMeters;
import dev.tocsin.streams.StreamsSettings;
import dev.tocsin.testkit.TopologyHarness;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The router's whole topology on a clock that moves only when something is waited for. */
final class VirtualRouter implements Router {
  private static final Topics TOPICS = new Topics("parity.");
  private static final Duration STEP = Duration.ofMillis(50);
  private static final int MOST_STEPS = 2_000;

  private final List<Definition> file;
  private final Map<String, Definition> silences = new HashMap<>();
  private final Map<String, Alert> firing = new HashMap<>();
  private final List<Told> told = new ArrayList<>();
  private final TopologyHarness harness;
  private volatile Definitions definitions;

  VirtualRouter(List<Definition> file) {
    this.file = file;
    declare();
    RouterTopology topology =
        new RouterTopology(
            TOPICS,
            () -> definitions,
            Rules.staleAfter(Duration.ofHours(1)),
            new RouterMeters(new SimpleMeterRegistry()),
            new StreamsSettings(
                    "parity", "unused:9092", Path.of("target"), "0", Duration.ofMillis(100), 1)
                .toProperties());
    this.harness = TopologyHarness.of(topology.get(), Instant.ofEpochMilli(Fixtures.T));
  }

  private void declare() {
    List<Definition> all = new ArrayList<>(file);
    all.addAll(silences.values());
    definitions = Definitions.of(all);
  }

  @Override
  public void fire(List<Map<String, String>> alerts) {
    for (Map<String, String> labels : alerts) {
      long now = harness.now().toEpochMilli();
      Alert alert =
          Alert.firing(
              "rule",
              labels.get("alertname"),
              labels.get("service"),
              Severity.of(labels.get("severity")),
              labels,
              Map.of(),
              now,
              now);
      firing.put(alert.fingerprint(), alert);
      harness.pipe(TOPICS.alerts(), alert.fingerprint(), alert);
    }
  }

  @Override
  public void resolve(List<Map<String, String>> alerts) {
    for (Map<String, String> labels : alerts) {
      Alert alert = firing.remove(Alert.fingerprint(labels));
      harness.pipe(
          TOPICS.alerts(),
          alert.fingerprint(),
          alert.resolved(harness.now().toEpochMilli(), "cleared"));
    }
  }

  @Override
  public void silence(String name, String matcher) {
    String spec =
        "{\"matchers\":[\"%s\"],\"author\":\"ada\",\"comment\":\"parity\",\"end\":\"2099-01-01T00:00Z\"}"
            .formatted(matcher);
    silences.put(
        name,
        new Definition(
            DefinitionKind.SILENCE, name, 1, 0, Json.read(spec.getBytes(), JsonNode.class)));
    declare();
  }

  @Override
  public void unsilence(String name) {
    silences.remove(name);
    declare();
  }

  @Override
  public List<Told> told(int atLeast) {
    for (int i = 0; i < MOST_STEPS && told.size() < atLeast; i++) {
      harness.advance(STEP);
      for (Notification each : harness.values(TOPICS.dispatch())) {
        told.add(
            Told.of(
                each.receiver(),
                GroupKey.labels(each.groupKey()),
                word(each.alertStatus()),
                each.alerts().stream()
                    .map(alert -> word(alert.status()) + new TreeMap<>(alert.labels()))
                    .toList()));
      }
    }
    return List.copyOf(told);
  }

  private static String word(Alert.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    harness.close();
  }
}

package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.Health;
import dev.tocsin.anomaly.domain.Health.Seen;
import dev.tocsin.events.Model;
import dev.tocsin.events.Score;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the scorer counts. */
public final class ScorerMeters {
  private final MeterRegistry registry;
  private final Map<Score.Mode, Counter> windows = new EnumMap<>(Score.Mode.class);
  private final Counter late;
  private final Counter duplicates;
  private final Timer score;
  private final Timer delay;
  private final List<ScorerWatch> watches = new CopyOnWriteArrayList<>();

  public ScorerMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Score.Mode mode : Score.Mode.values()) {
      windows.put(mode, registry.counter("tocsin.anomaly.windows.scored", "mode", mode.name()));
    }
    late = registry.counter("tocsin.anomaly.late");
    duplicates = registry.counter("tocsin.anomaly.duplicates");
    score =
        Timer.builder("tocsin.anomaly.score.latency")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    delay =
        Timer.builder("tocsin.anomaly.score.delay")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
    gauges();
  }

  private void gauges() {
    for (Score.Mode mode : Score.Mode.values()) {
      gauge(
          "tocsin.anomaly.entities",
          Tags.of("mode", mode.name()),
          all -> all.filter(each -> each.mode() == mode).count());
    }
    gauge(
        "tocsin.anomaly.model.age.max.seconds",
        Tags.empty(),
        all ->
            all.filter(each -> each.trainedAt() != null)
                    .mapToLong(each -> each.windowEnd() - each.trainedAt())
                    .max()
                    .orElse(0)
                / 1e3);
    gauge(
        "tocsin.anomaly.drift.max",
        Tags.empty(),
        all -> all.mapToDouble(Seen::drift).max().orElse(0));
    gauge("tocsin.anomaly.drifting", Tags.empty(), all -> Health.of(all.toList()).drifting());
  }

  private void gauge(String name, Tags tags, ToDoubleFunction<Stream<Seen>> figure) {
    Gauge.builder(
            name,
            this,
            meters ->
                figure.applyAsDouble(
                    meters.watches.stream().flatMap(watch -> watch.all().stream())))
        .tags(tags)
        .register(registry);
  }

  void watch(ScorerWatch watch) {
    watches.add(watch);
  }

  void unwatch(ScorerWatch watch) {
    watches.remove(watch);
  }

  void bad(String topic) {
    registry.counter("tocsin.anomaly.bad.events", "topic", topic).increment();
  }

  void late() {
    late.increment();
  }

  void duplicate() {
    duplicates.increment();
  }

  void trained(Model model) {
    registry
        .counter(
            "tocsin.anomaly.trainings", "trigger", model.trigger(), "state", model.state().name())
        .increment();
  }

  /**
   * @param now wall clock, epoch milliseconds
   * @param nanos what it took
   */
  void scored(Score scored, long now, long nanos) {
    windows.get(scored.mode()).increment();
    score.record(Duration.ofNanos(nanos));
    delay.record(Duration.ofMillis(Math.max(0, now - scored.windowEnd())));
  }
}

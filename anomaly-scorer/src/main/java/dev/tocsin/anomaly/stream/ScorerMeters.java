package dev.tocsin.anomaly.stream;

import dev.tocsin.events.Score;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What the scorer counts. */
public final class ScorerMeters {
  private final MeterRegistry registry;
  private final Map<Score.Mode, Counter> windows = new EnumMap<>(Score.Mode.class);
  private final Counter late;
  private final Counter duplicates;
  private final Counter trainings;
  private final Timer score;

  public ScorerMeters(MeterRegistry registry) {
    this.registry = registry;
    for (Score.Mode mode : Score.Mode.values()) {
      windows.put(mode, registry.counter("tocsin.anomaly.windows.scored", "mode", mode.name()));
    }
    late = registry.counter("tocsin.anomaly.late");
    duplicates = registry.counter("tocsin.anomaly.duplicates");
    trainings = registry.counter("tocsin.anomaly.trainings");
    score =
        Timer.builder("tocsin.anomaly.score.latency")
            .publishPercentiles(0.5, 0.99)
            .register(registry);
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

  void trained() {
    trainings.increment();
  }

  void scored(Score.Mode mode, long nanos) {
    windows.get(mode).increment();
    score.record(Duration.ofNanos(nanos));
  }
}

package dev.tocsin.sla.stream;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What the evaluator counts about itself since it started. */
public final class EvaluatorMetrics {
  private final Map<Figure, LongAdder> counters = new EnumMap<>(Figure.class);

  public EvaluatorMetrics() {
    for (Figure each : Figure.values()) {
      counters.put(each, new LongAdder());
    }
  }

  void add(Figure figure, long count) {
    counters.get(figure).add(count);
  }

  public long get(Figure figure) {
    return counters.get(figure).sum();
  }

  /** One counter. */
  public enum Figure {
    EVENTS("tocsin.sla.events", "telemetry events counted"),
    REJECTED("tocsin.sla.rejected", "events and records sent to the dead letters"),
    IGNORED("tocsin.sla.ignored", "fields of incidents that are not known"),
    DUPLICATES("tocsin.sla.duplicates", "events whose id was seen before"),
    COLLAPSED("tocsin.sla.collapsed", "events counted as __other__ because of too many series"),
    DROPPED("tocsin.sla.dropped", "metric readings left out because of too many metrics"),
    LATE("tocsin.sla.late", "events that changed a closed slice"),
    DELTAS("tocsin.sla.deltas", "deltas handed to level two"),
    VERDICTS("tocsin.sla.verdicts", "verdicts published"),
    CORRECTIONS("tocsin.sla.corrections", "verdicts published as corrected");

    private final String metric;
    private final String description;

    Figure(String metric, String description) {
      this.metric = metric;
      this.description = description;
    }

    public String metric() {
      return metric;
    }

    public String description() {
      return description;
    }
  }
}

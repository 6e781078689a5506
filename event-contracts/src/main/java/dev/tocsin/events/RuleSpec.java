package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A threshold that must not be crossed. It needs no history and no model.
 *
 * @param title what people call it, or null
 * @param service the service, or {@code *} for each service by itself
 * @param signal what is watched
 * @param metric the metric's name, for the signal {@code metric}
 * @param check the check's name, for the signal {@code checkDown}; null for all checks
 * @param levels what fires, in ascending severity; of several crossed ones the last counts
 * @param forDuration how long it must stay crossed before it fires, written {@code for}; default 0s
 * @param flapping when it comes and goes too often; default 6 changes in 1h
 */
public record RuleSpec(
    String title,
    String service,
    Signal signal,
    String metric,
    String check,
    List<Level> levels,
    @com.fasterxml.jackson.annotation.JsonProperty("for") Duration forDuration,
    Flapping flapping) {

  public RuleSpec {
    if (service == null || !EventFields.validName(service)) {
      throw new InvalidFieldException("service", "is required: a service's name, or * for each");
    }
    if (signal == null) {
      throw new InvalidFieldException("signal", "is required: one of " + Signal.NAMES);
    }
    if (signal == Signal.METRIC && (metric == null || metric.isEmpty())) {
      throw new InvalidFieldException("metric", "is required: the metric's name");
    }
    if (levels == null || levels.isEmpty()) {
      throw new InvalidFieldException("levels", "is required: at least one {severity, bound}");
    }
    levels = bounded(signal, levels);
    forDuration = forDuration == null ? Duration.ZERO : forDuration;
    flapping = flapping == null ? Flapping.DEFAULT : flapping;
  }

  private static List<Level> bounded(Signal signal, List<Level> levels) {
    boolean isFlag = signal == Signal.VIOLATION || signal == Signal.CHECK_DOWN;
    List<Level> bounded = new ArrayList<>();
    for (Level level : levels) {
      String field = "levels[" + bounded.size() + "]";
      if (level == null) {
        throw new InvalidFieldException(field, "must be {severity, bound}");
      }
      if (level.bound() == null && !isFlag) {
        throw new InvalidFieldException(field + ".bound", "is required: a finite number");
      }
      bounded.add(level.bound() == null ? new Level(level.severity(), 0.0, 0.0) : level);
    }
    return List.copyOf(bounded);
  }

  /** Whether it is about this service. */
  public boolean appliesTo(String name) {
    return service.equals("*") || service.equals(name);
  }

  /**
   * One severity's threshold.
   *
   * @param severity of the alert
   * @param bound the alert fires when the signal is over it; required, but for {@code checkDown}
   *     and {@code violation}, which are 0 or 1, default 0
   * @param clear the alert clears when the signal is at or under it; default {@code bound}
   */
  public record Level(Severity severity, Double bound, Double clear) {
    public Level {
      if (severity == null) {
        throw new InvalidFieldException("severity", "is required");
      }
      if (bound != null && !Double.isFinite(bound)) {
        throw new InvalidFieldException("bound", "must be a finite number");
      }
      clear = clear == null ? bound : clear;
      if (clear != null && !(bound != null && clear <= bound)) {
        throw new InvalidFieldException("clear", "must be at most bound");
      }
    }
  }

  /** What a rule watches, per service and minute. */
  public enum Signal {
    /** A metric's newest value. */
    METRIC("metric"),
    /** Mean latency of the newest minute's requests, in milliseconds. */
    MEAN_LATENCY("meanLatency"),
    /** Share of the newest minute's requests that failed, 0 to 1. */
    ERROR_RATE("errorRate"),
    /** 1 while an objective of the service is violated. */
    VIOLATION("violation"),
    /** 1 while a check of the service is down. */
    CHECK_DOWN("checkDown");

    static final String NAMES = "metric, meanLatency, errorRate, violation, checkDown";
    private final String json;

    Signal(String json) {
      this.json = json;
    }

    @JsonValue
    public String json() {
      return json;
    }

    @JsonCreator
    static Signal of(String name) {
      for (Signal signal : values()) {
        if (signal.json.equalsIgnoreCase(name)) {
          return signal;
        }
      }
      throw new InvalidFieldException("signal", "must be one of " + NAMES);
    }
  }
}

package dev.tocsin.sla.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.RuleSpec;
import dev.tocsin.events.Severity;
import java.util.Map;
import java.util.TreeMap;

/** A threshold rule's definition, and how its alerts are written. */
public record Rule(Declared<RuleSpec> declared) {
  public String name() {
    return declared.name();
  }

  public RuleSpec spec() {
    return declared.spec();
  }

  public long version() {
    return declared.version();
  }

  /** A state in which nothing is wrong. */
  public RuleState quiet(long newest) {
    return RuleState.quiet(version(), spec().levels().size(), newest);
  }

  /** What watches the time of its signal; null for violations, which have no feed of their own. */
  public Input input() {
    return switch (spec().signal()) {
      case METRIC -> Input.METRICS;
      case CHECK_DOWN -> Input.CHECKS;
      case MEAN_LATENCY, ERROR_RATE -> Input.REQUESTS;
      case VIOLATION -> null;
    };
  }

  /**
   * The alert of a state.
   *
   * @param title what people call the rule, or its name
   * @param severity what fires, or what fired last
   * @param at event time of this change
   */
  public static Alert alert(
      RuleKey key, String title, RuleState state, Severity severity, long at) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("rule", key.rule());
    if (!key.instance().isEmpty()) {
      labels.put("instance", key.instance());
    }
    Map<String, String> annotations = new TreeMap<>();
    String where =
        key.instance().isEmpty() ? key.service() : key.service() + " (" + key.instance() + ")";
    annotations.put("summary", title + " of " + where);
    if (!Double.isNaN(state.value())) {
      annotations.put("value", Figures.brief(state.value()));
    }
    return Alert.firing(
        "rule",
        key.rule(),
        key.service(),
        severity,
        labels,
        annotations,
        state.startsAt(),
        Math.max(at, state.startsAt()));
  }

  /** What people call it. */
  public String title() {
    return spec().title() == null ? name() : spec().title();
  }
}

package dev.tocsin.sla.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.Flaps;
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
   * What has to be said of a change, or null when nothing.
   *
   * @param at event time of the change
   */
  public Alert change(RuleKey key, RuleState before, RuleState after, long at) {
    String change = after.changeSince(before);
    if (change == null) {
      return null;
    }
    Severity severity = after.flaps().shown(before.flaps(), before.severity(), after.severity());
    Map<String, String> annotations = annotations(key, title(), after);
    after.flaps().annotate(annotations, before.flaps(), spec().flapping());
    Alert alert = alert(key, after, severity, annotations, at);
    return after.severity() == null && !after.flaps().flapping()
        ? alert.resolved(alert.updatedAt(), change)
        : alert.again(alert.updatedAt(), change);
  }

  /** The end of what fires because its rule or its service is gone; null when nothing does. */
  public static Alert closed(RuleKey key, RuleState state, String why) {
    Severity severity = state.flaps().shown(Flaps.NONE, null, state.severity());
    if (severity == null) {
      return null;
    }
    Alert alert = alert(key, state, severity, annotations(key, key.rule(), state), state.newest());
    return alert.resolved(alert.updatedAt(), why);
  }

  private static Alert alert(
      RuleKey key, RuleState state, Severity severity, Map<String, String> annotations, long at) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("rule", key.rule());
    if (!key.instance().isEmpty()) {
      labels.put("instance", key.instance());
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

  private static Map<String, String> annotations(RuleKey key, String title, RuleState state) {
    Map<String, String> annotations = new TreeMap<>();
    String where =
        key.instance().isEmpty() ? key.service() : key.service() + " (" + key.instance() + ")";
    annotations.put("summary", title + " of " + where);
    if (!Double.isNaN(state.value())) {
      annotations.put("value", Figures.brief(state.value()));
    }
    if (state.severity() != null && !Double.isNaN(state.harm())) {
      annotations.put(Alert.HARM, Figures.brief(state.harm()));
    }
    return annotations;
  }

  /** What people call it. */
  public String title() {
    return spec().title() == null ? name() : spec().title();
  }
}

package dev.tocsin.evaluation.bench.cause;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.RequestEvent;
import dev.tocsin.events.RuleSpec;
import dev.tocsin.router.domain.Correlations;
import dev.tocsin.router.domain.cause.Cause;
import dev.tocsin.router.domain.cause.Normal;
import dev.tocsin.sla.domain.RequestTally;
import dev.tocsin.sla.domain.Rule;
import dev.tocsin.sla.domain.RuleKey;
import dev.tocsin.sla.domain.RuleState;
import dev.tocsin.sla.domain.Signals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The alerts that the evaluator would raise about a recorded system, by its own code, where each
 * service has a rule of its mean latency and one of its error rate, with bounds that its days
 * without faults suggest. A measurement stands for a minute of requests.
 */
final class RaisedAlerts {
  /** The bound is that many standard deviations above the median: the usual three. */
  private static final double SPREADS = 3;

  /** Nobody is told of a smaller share of failures. */
  private static final double LEAST_ERRORS = 0.01;

  private static final double[] NO_BOUNDS = {};

  /** Between two measurements, in milliseconds. */
  private static final long STEP = 300_000;

  private final RecordedSystem system;
  private final Correlations correlations;
  private final Map<String, List<Rule>> rules = new TreeMap<>();

  RaisedAlerts(RecordedSystem system) {
    this.system = system;
    List<Definition> all = new ArrayList<>();
    system.dependencies().forEach((service, on) -> dependency(all, service, on));
    for (String service : system.dependencies().keySet()) {
      Normal latency = system.normal(service, "latency");
      Normal failures = system.normal(service, "availability");
      if (latency != null) {
        rule(all, service, "meanLatency", 1_000 * (latency.median() + SPREADS * latency.spread()));
      }
      if (failures != null) {
        double bound = failures.median() + SPREADS * failures.spread();
        rule(all, service, "errorRate", Math.max(LEAST_ERRORS, bound));
      }
    }
    Definitions definitions = Definitions.of(all);
    correlations = Correlations.of(definitions);
    definitions
        .rules()
        .forEach(
            each ->
                rules
                    .computeIfAbsent(each.spec().service(), s -> new ArrayList<>())
                    .add(new Rule(each)));
  }

  private static void dependency(List<Definition> all, String service, Set<String> on) {
    if (!on.isEmpty()) {
      ObjectNode spec = Json.mapper().createObjectNode().put("service", service);
      on.forEach(spec.putArray("on")::add);
      all.add(new Definition(DefinitionKind.DEPENDENCY, "calls-" + all.size(), 1, 0, spec));
    }
  }

  private static void rule(List<Definition> all, String service, String signal, double bound) {
    ObjectNode spec = Json.mapper().createObjectNode();
    spec.put("service", service).put("signal", signal);
    spec.putArray("levels").addObject().put("severity", "critical").put("bound", bound);
    all.add(new Definition(DefinitionKind.RULE, signal + "-" + all.size(), 1, 0, spec));
  }

  /**
   * What the router would name when it first gives notice of an incident: at the first measurement
   * since the alarm after which alerts of several services fire.
   *
   * @return the most probable first; empty when only one service ever alerts at a time
   */
  List<Cause> causes(RecordedIncident incident) {
    Map<String, Signals> signals = new TreeMap<>();
    MetricsTable usual = system.normal();
    MetricsTable seen = incident.seen();
    for (int row = 0; row < usual.times().length; row++) {
      // The days without faults came later; what is usual has to be known before.
      count(signals, usual, row, seen.times()[0] - (usual.times().length - row) * STEP);
    }
    Map<RuleKey, RuleState> states = new HashMap<>();
    Map<RuleKey, Alert> alerts = new LinkedHashMap<>();
    for (int row = 0; row < seen.times().length; row++) {
      long at = seen.times()[row];
      for (String service : count(signals, seen, row, at)) {
        judge(service, signals.get(service), at, states, alerts);
      }
      List<Alert> firing =
          alerts.values().stream().filter(a -> a.status() == Alert.Status.FIRING).toList();
      boolean several = firing.stream().map(Alert::service).distinct().count() > 1;
      if (at >= incident.alarmAt() && several) {
        return correlations.causes(firing);
      }
    }
    return List.of();
  }

  /** Counts a row; of these services it says enough to judge. */
  private List<String> count(Map<String, Signals> signals, MetricsTable table, int row, long at) {
    List<String> told = new ArrayList<>();
    for (String service : rules.keySet()) {
      Signals known = signals.computeIfAbsent(service, s -> new Signals());
      if (count(known, table, row, service, at)) {
        told.add(service);
      }
    }
    return told;
  }

  private static boolean count(
      Signals known, MetricsTable table, int row, String service, long at) {
    double requests = value(table, row, service, "requests", "Sum");
    double latency = value(table, row, service, "latency", "Average");
    double availability = value(table, row, service, "availability", "Average");
    if (!(requests >= 1) || Double.isNaN(latency)) {
      return false;
    }
    long count = Math.round(requests);
    long errors = Double.isNaN(availability) ? 0 : Math.round(count * (1 - availability / 100));
    RequestTally tally = new RequestTally();
    tally.add(
        new RequestEvent(
            at,
            service,
            null,
            null,
            null,
            null,
            Map.of(),
            count,
            errors,
            count * latency * 1_000,
            null,
            null,
            null),
        NO_BOUNDS);
    known.count(at, tally);
    return known.telling();
  }

  private static double value(
      MetricsTable table, int row, String service, String metric, String statistic) {
    double[] values = table.values(service, metric, statistic);
    return values == null ? Double.NaN : values[row];
  }

  private void judge(
      String service,
      Signals known,
      long at,
      Map<RuleKey, RuleState> states,
      Map<RuleKey, Alert> alerts) {
    for (Rule rule : rules.get(service)) {
      RuleKey key = new RuleKey(rule.name(), service, "");
      RuleState before = states.getOrDefault(key, rule.quiet(Long.MIN_VALUE));
      RuleState after =
          rule.spec().signal() == RuleSpec.Signal.ERROR_RATE
              ? before.take(rule.spec(), known.errorRate(), known.failedBeyondUsual(), at)
              : before.take(rule.spec(), known.meanLatencyMs(), known.waitedBeyondUsual(), at);
      states.put(key, after);
      Alert change = rule.change(key, before, after, at);
      if (change != null) {
        alerts.put(key, change);
      }
    }
  }
}

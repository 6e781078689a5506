package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.DependencySpec;
import dev.tocsin.events.Indicator;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.RuleSpec;
import dev.tocsin.router.domain.cause.Cause;
import dev.tocsin.router.domain.cause.CauseRanking;
import dev.tocsin.router.domain.cause.DependencyGraph;
import dev.tocsin.router.domain.cause.Deviation;
import dev.tocsin.router.domain.cause.Signal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which alerts belong together, and what is probably to blame, by the definitions in force. */
public final class Correlations {
  /** In {@code groupBy}: the neighbourhood of the alert's service among the dependencies. */
  public static final String LABEL = "@correlated";

  /** Alerts are late by their windows and holds: closer than this, their order says nothing. */
  private static final Duration SIMULTANEOUS = Duration.ofMinutes(5);

  private final Definitions definitions;
  private final DependencyGraph graph;

  private Correlations(Definitions definitions, DependencyGraph graph) {
    this.definitions = definitions;
    this.graph = graph;
  }

  /** What follows from these definitions. */
  public static Correlations of(Definitions definitions) {
    Map<String, Set<String>> dependencies = new TreeMap<>();
    for (Definitions.Declared<DependencySpec> each : definitions.dependencies()) {
      dependencies
          .computeIfAbsent(each.spec().service(), s -> new TreeSet<>())
          .addAll(each.spec().on());
    }
    return new Correlations(definitions, new DependencyGraph(dependencies));
  }

  /** What the service's alerts are grouped by under {@link #LABEL}. */
  String neighbourhood(String service) {
    return graph.neighbourhood(service);
  }

  /** What is probably behind these alerts of several services, the most probable first. */
  public List<Cause> causes(Collection<Alert> firing) {
    CauseRanking ranking = new CauseRanking(graph, SIMULTANEOUS);
    return ranking.behind(
        firing.stream()
            .map(a -> Deviation.alerted(a.service(), signal(a), harm(a), a.startsAt()))
            .toList());
  }

  /** How much the alert says is lost; infinite when it does not say, or not in a number. */
  private static double harm(Alert alert) {
    try {
      double harm = Double.parseDouble(alert.annotations().getOrDefault(Alert.HARM, ""));
      return harm >= 0 ? harm : Double.POSITIVE_INFINITY;
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /** What the alert's rule or objective watches. */
  private Signal signal(Alert alert) {
    return rule(alert)
        .or(() -> objective(alert))
        .orElse(alert.source().equals("incident") ? Signal.AVAILABILITY : Signal.OTHER);
  }

  private Optional<Signal> rule(Alert alert) {
    return Optional.ofNullable(alert.labels().get("rule"))
        .flatMap(name -> definitions.find(DefinitionKind.RULE, name, RuleSpec.class))
        .map(
            declared ->
                switch (declared.spec().signal()) {
                  case ERROR_RATE, CHECK_DOWN -> Signal.AVAILABILITY;
                  case MEAN_LATENCY -> Signal.LATENCY;
                  case METRIC, VIOLATION -> Signal.OTHER;
                });
  }

  private Optional<Signal> objective(Alert alert) {
    return Optional.ofNullable(alert.labels().get("objective"))
        .flatMap(name -> definitions.find(DefinitionKind.OBJECTIVE, name, ObjectiveSpec.class))
        .map(declared -> signal(declared.spec().indicator().type()));
  }

  private static Signal signal(Indicator.Type type) {
    return switch (type) {
      case AVAILABILITY, UPTIME, ERROR_RATE -> Signal.AVAILABILITY;
      case LATENCY -> Signal.LATENCY;
      case THROUGHPUT -> Signal.TRAFFIC;
      case METRIC, COMPOSITE -> Signal.OTHER;
    };
  }
}

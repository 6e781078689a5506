package dev.tocsin.sla.domain;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.Indicator;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.RuleSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What level one has to know of the definitions: which latency bounds to count under, and which
 * readings rules want to see one by one.
 */
public final class Bounds {
  private final Definitions definitions;
  private final List<Declared<ObjectiveSpec>> objectives;
  private final List<Declared<RuleSpec>> rules;
  private final Map<String, double[]> byService = new HashMap<>();
  private final Map<String, Set<String>> watched = new HashMap<>();

  public Bounds(Definitions definitions) {
    this.definitions = definitions;
    this.objectives = definitions.objectives();
    this.rules = definitions.rules();
  }

  /** The same, or what follows from a newer snapshot. */
  public Bounds at(Definitions newest) {
    return newest == definitions ? this : new Bounds(newest);
  }

  /** Ascending latency bounds in milliseconds; the same array until a definition changes. */
  public double[] latencies(String service) {
    return byService.computeIfAbsent(service, this::find);
  }

  /** Whether a rule watches this metric of this service. */
  public boolean watches(String service, String metric) {
    return watched.computeIfAbsent(service, this::metrics).contains(metric);
  }

  private double[] find(String service) {
    return objectives.stream()
        .map(Declared::spec)
        .filter(spec -> spec.appliesTo(service))
        .map(ObjectiveSpec::indicator)
        .filter(each -> each.type() == Indicator.Type.LATENCY && each.ratio())
        .mapToDouble(Indicator::bound)
        .distinct()
        .sorted()
        .toArray();
  }

  private Set<String> metrics(String service) {
    Set<String> names = new HashSet<>();
    for (Declared<RuleSpec> each : rules) {
      if (each.spec().signal() == RuleSpec.Signal.METRIC && each.spec().appliesTo(service)) {
        names.add(each.spec().metric());
      }
    }
    return names;
  }
}

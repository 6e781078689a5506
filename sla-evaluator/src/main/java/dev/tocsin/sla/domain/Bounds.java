package dev.tocsin.sla.domain;

import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.Indicator;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.RuleSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What level one has to know of the definitions: which latency bounds to count under, and which
 * readings rules want to see one by one.
 */
public final class Bounds {
  /** Versions of objectives whose bounds are still counted after they were edited. */
  private static final int MOST_EARLIER = 100;

  private final Definitions definitions;
  private final List<Declared<ObjectiveSpec>> objectives;
  private final List<Declared<ObjectiveSpec>> earlier;
  private final List<Declared<RuleSpec>> rules;
  private final Map<String, double[]> byService = new HashMap<>();
  private final List<double[]> distinct = new ArrayList<>();
  private final Map<String, Set<String>> watched = new HashMap<>();

  public Bounds(Definitions definitions) {
    this(definitions, List.of());
  }

  private Bounds(Definitions definitions, List<Declared<ObjectiveSpec>> known) {
    this.definitions = definitions;
    this.objectives = definitions.objectives();
    this.rules = definitions.rules();
    this.earlier =
        known.stream().filter(each -> replaced(each, definitions)).limit(MOST_EARLIER).toList();
  }

  /**
   * Whether an edit came into force after this, so that what came before is still counted by it.
   */
  private static boolean replaced(Declared<ObjectiveSpec> known, Definitions definitions) {
    return definitions
        .find(DefinitionKind.OBJECTIVE, known.name(), ObjectiveSpec.class)
        .filter(each -> each.definition().effectiveFrom() > known.definition().effectiveFrom())
        .isPresent();
  }

  /** The same, or what follows from a newer snapshot. */
  public Bounds at(Definitions newest) {
    return newest == definitions
        ? this
        : new Bounds(newest, Stream.concat(objectives.stream(), earlier.stream()).toList());
  }

  /** Ascending latency bounds in milliseconds; the same array until a definition changes. */
  public double[] latencies(String service) {
    return byService.computeIfAbsent(service, each -> shared(find(each)));
  }

  /** Most services have the same bounds: one array for all of them stays near the processor. */
  private double[] shared(double[] latencies) {
    for (double[] each : distinct) {
      if (Arrays.equals(each, latencies)) {
        return each;
      }
    }
    distinct.add(latencies);
    return latencies;
  }

  /** Whether a rule watches this metric of this service. */
  public boolean watches(String service, String metric) {
    return watched.computeIfAbsent(service, this::metrics).contains(metric);
  }

  private double[] find(String service) {
    return Stream.concat(objectives.stream(), earlier.stream())
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

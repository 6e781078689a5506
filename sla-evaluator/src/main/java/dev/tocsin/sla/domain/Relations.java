package dev.tocsin.sla.domain;

import dev.tocsin.events.Composite;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.DependencySpec;
import dev.tocsin.events.Indicator;
import dev.tocsin.events.ObjectiveSpec;
import dev.tocsin.events.Outcome;
import dev.tocsin.events.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is made of what, and what depends on what: whose outcomes are wanted, and where.
 *
 * <p>A service counts as down while a slice of one of its uptime objectives, or of a composite that
 * bears its name, is bad.
 */
public final class Relations {
  private final Definitions definitions;
  private final Map<String, ObjectiveSpec> objectives = new TreeMap<>();
  private final Map<String, Set<String>> composites = new TreeMap<>();
  private final Map<String, Set<String>> dependants = new TreeMap<>();
  private final Map<String, Set<String>> dependencies = new TreeMap<>();
  private final Map<String, Rejected> problems = new TreeMap<>();

  public Relations(Definitions definitions) {
    this.definitions = definitions;
    definitions.objectives().forEach(each -> objectives.put(each.name(), each.spec()));
    for (Declared<ObjectiveSpec> each : definitions.objectives()) {
      Composite composite = each.spec().composite();
      Rejected problem = composite == null ? null : problem(each.spec());
      if (problem != null) {
        problems.put(each.definition().key(), problem);
      } else if (composite != null) {
        for (Composite.Member member : composite.members()) {
          composites.computeIfAbsent(member.key(), k -> new TreeSet<>()).add(each.spec().service());
        }
      }
    }
    for (Declared<DependencySpec> each : definitions.dependencies()) {
      for (String on : each.spec().on()) {
        dependants.computeIfAbsent(on, s -> new TreeSet<>()).add(each.spec().service());
        dependencies.computeIfAbsent(each.spec().service(), s -> new TreeSet<>()).add(on);
      }
    }
  }

  /** The same, or what follows from a newer snapshot. */
  public Relations at(Definitions newest) {
    return newest == definitions ? this : new Relations(newest);
  }

  private Rejected problem(ObjectiveSpec composite) {
    List<Composite.Member> members = composite.composite().members();
    for (int i = 0; i < members.size(); i++) {
      String field = "spec.composite.members[" + i + "].objective";
      ObjectiveSpec member = objectives.get(members.get(i).objective());
      if (member == null || !member.appliesTo(members.get(i).service())) {
        return new Rejected(field, "must be an objective of the service that is declared");
      }
      if (member.composite() != null) {
        return new Rejected(field, "must not be a composite itself");
      }
      if (composite.measurement().toMillis() % member.measurement().toMillis() != 0) {
        return new Rejected(
            "spec.measurement", "must be a multiple of the measurement of each member");
      }
    }
    return null;
  }

  /** Composites that mean nothing as long as others are declared as they are, by definition. */
  public Map<String, Rejected> problems() {
    return Map.copyOf(problems);
  }

  /** Whether anybody wants to know how this objective's slices come out for this service. */
  public boolean wants(Objective objective, String service) {
    return composites.containsKey(objective.name() + "/" + service)
        || dependants.containsKey(service) && tellsDowntime(objective.spec(), service);
  }

  /** Under which series an outcome is counted. */
  public List<SliceKey> targets(Outcome outcome) {
    List<SliceKey> targets = new ArrayList<>();
    for (String each : composites.getOrDefault(outcome.key(), Set.of())) {
      targets.add(SliceKey.named(Input.MEMBERS, each, outcome.key(), outcome.start()));
    }
    ObjectiveSpec spec = objectives.get(outcome.objective());
    if (spec != null && tellsDowntime(spec, outcome.service())) {
      for (String each : dependants.getOrDefault(outcome.service(), Set.of())) {
        targets.add(SliceKey.named(Input.DEPENDENCIES, each, outcome.key(), outcome.start()));
      }
    }
    return targets;
  }

  /** What a service depends on. */
  public Set<String> dependencies(String service) {
    return dependencies.getOrDefault(service, Set.of());
  }

  private static boolean tellsDowntime(ObjectiveSpec spec, String service) {
    return spec.indicator().type() == Indicator.Type.UPTIME
        || spec.composite() != null && spec.service().equals(service);
  }
}

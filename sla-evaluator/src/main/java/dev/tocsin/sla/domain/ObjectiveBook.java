package dev.tocsin.sla.domain;

import dev.tocsin.events.Definition;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.ObjectiveSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The objectives in force, by name and by what feeds them. */
public final class ObjectiveBook {
  /** Enough for a day of editing; what was before the oldest of them is not counted anew. */
  private static final int MOST_VERSIONS = 16;

  private final Definitions definitions;
  private final Map<String, Objective> byName = new TreeMap<>();
  private final Map<Feed, List<Objective>> byFeed = new HashMap<>();

  /** The objectives as they are now, and none that they were before. */
  public ObjectiveBook(Definitions definitions) {
    this(definitions, name -> List.of());
  }

  /**
   * @param known what is known of an objective's versions, the newest first; with or without the
   *     one that is in {@code definitions}
   */
  public ObjectiveBook(Definitions definitions, Function<String, List<Definition>> known) {
    this.definitions = definitions;
    MaintenancePlan plan = new MaintenancePlan(definitions);
    for (Declared<ObjectiveSpec> each : definitions.objectives()) {
      List<Definition> versions = versions(each.definition(), known.apply(each.name()));
      byName.put(each.name(), chain(versions, plan));
    }
  }

  /**
   * The versions of an objective that still matter: the newest, and those that were in force before
   * it, each of them earlier than the next one.
   */
  private static List<Definition> versions(Definition newest, List<Definition> known) {
    List<Definition> versions = new ArrayList<>(List.of(newest));
    for (Definition each : known) {
      Definition last = versions.get(versions.size() - 1);
      if (each.effectiveFrom() < last.effectiveFrom() && versions.size() < MOST_VERSIONS) {
        versions.add(each);
      }
    }
    return versions;
  }

  private static Objective chain(List<Definition> versions, MaintenancePlan plan) {
    Definition newest = versions.get(0);
    Declared<ObjectiveSpec> declared = new Declared<>(newest, newest.spec(ObjectiveSpec.class));
    Objective before =
        versions.size() == 1 ? null : chain(versions.subList(1, versions.size()), plan);
    return before != null && new Objective(declared).continues(before)
        ? new Objective(declared, plan, before)
        : new Objective(declared, plan, null);
  }

  /** The versions of an objective that matter, the newest first. */
  public List<Definition> versions(String name) {
    List<Definition> versions = new ArrayList<>();
    for (Objective each = byName.get(name); each != null; each = each.before()) {
      versions.add(each.definition());
    }
    return versions;
  }

  /** All names, in their order. */
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  /** The snapshot that it was made from. */
  public Definitions definitions() {
    return definitions;
  }

  /** The objective of this name, or null. */
  public Objective find(String name) {
    return byName.get(name);
  }

  /** Whether it has this very definition. */
  public boolean has(Objective objective) {
    Objective own = byName.get(objective.name());
    return own != null && own.fingerprint() == objective.fingerprint();
  }

  /** The objectives of one feed, in the order of names. */
  public List<Objective> of(Feed feed) {
    return byFeed.computeIfAbsent(
        feed,
        f -> {
          List<Objective> found = new ArrayList<>();
          for (Objective each : byName.values()) {
            if (each.input() == f.input() && each.spec().appliesTo(f.service())) {
              found.add(each);
            }
          }
          return found;
        });
  }
}

package dev.tocsin.sla.domain;

import dev.tocsin.events.Definitions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The objectives in force, by name and by what feeds them. */
public final class ObjectiveBook {
  private final Definitions definitions;
  private final Map<String, Objective> byName = new TreeMap<>();
  private final Map<Feed, List<Objective>> byFeed = new HashMap<>();

  public ObjectiveBook(Definitions definitions) {
    this.definitions = definitions;
    definitions.objectives().forEach(each -> byName.put(each.name(), new Objective(each)));
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

package dev.tocsin.sla.domain;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.RuleSpec.Signal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The threshold rules in force. */
public final class RuleBook {
  private final Definitions definitions;
  private final Map<String, Rule> byName = new TreeMap<>();
  private final Map<String, Map<Signal, List<Rule>>> byService = new HashMap<>();

  public RuleBook(Definitions definitions) {
    this.definitions = definitions;
    definitions.rules().forEach(each -> byName.put(each.name(), new Rule(each)));
  }

  /** The snapshot that it was made from. */
  public Definitions definitions() {
    return definitions;
  }

  /** The rule of this name if it is about this service, otherwise null. */
  public Rule find(String name, String service) {
    Rule rule = byName.get(name);
    return rule != null && rule.spec().appliesTo(service) ? rule : null;
  }

  /** The rules about a service that watch this signal, in the order of names. */
  public List<Rule> of(String service, Signal signal) {
    return byService
        .computeIfAbsent(service, s -> new HashMap<>())
        .computeIfAbsent(
            signal,
            wanted ->
                byName.values().stream()
                    .filter(rule -> rule.spec().signal() == wanted)
                    .filter(rule -> rule.spec().appliesTo(service))
                    .toList());
  }
}

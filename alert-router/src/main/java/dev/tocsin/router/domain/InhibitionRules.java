package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Definitions.Declared;
import dev.tocsin.events.InhibitionSpec;
import dev.tocsin.events.Inhibitor;
import dev.tocsin.events.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The inhibition rules, and the keys under which alerts that may inhibit are found: the rule, the
 * values of its equal labels, whether the alert matches the rule's target too, the fingerprint. So
 * whoever asks for an alert that inhibits a given one looks at one range of keys for each rule.
 */
public final class InhibitionRules {
  private static final String BOTH_SIDES = "both";
  private static final String SOURCE_ONLY = "source";

  private final List<Rule> rules;

  private InhibitionRules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  static InhibitionRules of(List<Declared<InhibitionSpec>> declared) {
    List<Rule> rules = new ArrayList<>();
    for (Declared<InhibitionSpec> each : declared) {
      for (int i = 0; i < each.spec().rules().size(); i++) {
        rules.add(new Rule(each.name(), i, each.spec().rules().get(i)));
      }
    }
    return new InhibitionRules(rules);
  }

  /** Whether both are the same rules. */
  public boolean sameAs(InhibitionRules other) {
    return rules.equals(other.rules);
  }

  public boolean isEmpty() {
    return rules.isEmpty();
  }

  /**
   * The keys under which an alert is to be found; none when it inhibits nothing. One that is told
   * to nobody because it is stale, or is over, does not inhibit.
   */
  public List<String> keys(AlertLife life) {
    if (!life.firing() || life.stale()) {
      return List.of();
    }
    Alert alert = life.alert();
    Map<String, String> labels = alert.labels();
    return rules.stream()
        .filter(rule -> Matcher.allMatch(rule.says.source(), labels))
        .map(
            rule ->
                rule.prefix(labels)
                    + part(Matcher.allMatch(rule.says.target(), labels) ? BOTH_SIDES : SOURCE_ONLY)
                    + part(alert.fingerprint()))
        .toList();
  }

  /** The first rule and alert that keep an alert with these labels from paging. */
  Optional<Inhibited> inhibited(Map<String, String> labels, Inhibitors firing) {
    for (Rule rule : rules) {
      if (Matcher.allMatch(rule.says.target(), labels)) {
        boolean both = Matcher.allMatch(rule.says.source(), labels);
        String prefix = rule.prefix(labels) + (both ? part(SOURCE_ONLY) : "");
        Optional<Inhibitor> by = firing.first(prefix);
        if (by.isPresent()) {
          return Optional.of(new Inhibited(rule.name(), by.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** With its length before it, no text is taken for the beginning of another. */
  private static String part(String text) {
    return text.length() + ":" + text + ";";
  }

  /**
   * What keeps an alert from paging.
   *
   * @param rule the rule's name
   * @param by the alert that fires
   */
  record Inhibited(String rule, Inhibitor by) {}

  private record Rule(String definition, int number, InhibitionSpec.Rule says) {
    String name() {
      return definition + "[" + number + "]";
    }

    String prefix(Map<String, String> labels) {
      StringBuilder prefix = new StringBuilder(part(name()));
      says.equal().forEach(label -> prefix.append(part(labels.getOrDefault(label, ""))));
      return prefix.toString();
    }
  }
}

package dev.tocsin.events.alertmanager;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import dev.tocsin.events.Origin;
import dev.tocsin.events.Rejected;
import dev.tocsin.events.SpecCheck;
import dev.tocsin.events.openslo.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one configuration file (https://prometheus.io/docs/alerting/latest/configuration): its
 * receivers, its time intervals, its inhibition rules as one definition named {@code alertmanager},
 * and its tree as the route {@code root}.
 */
public final class AlertmanagerReader {
  /** The name of the inhibition that holds the file's rules. */
  public static final String INHIBITION = "alertmanager";

  private static final String ORIGIN = "origin";

  private final Field root;
  private final List<Definition> definitions = new ArrayList<>();

  /**
   * @param root the file, whose findings get what is wrong
   */
  public AlertmanagerReader(Field root) {
    this.root = root;
  }

  /**
   * Whether a definition is of such a file: the root's route and the rules by their names, the
   * others because they say so.
   */
  public static boolean brought(Definition definition) {
    return switch (definition.kind()) {
      case INHIBITION -> definition.name().equals(INHIBITION);
      case RECEIVER, INTERVAL ->
          definition.spec().path(ORIGIN).asText().equals(Origin.ALERTMANAGER.json());
      default -> false;
    };
  }

  /** Its definitions, those with which nothing is wrong. */
  public List<Definition> read() {
    root.only(
        "global",
        "templates",
        "route",
        "inhibit_rules",
        "receivers",
        "mute_time_intervals",
        "time_intervals");
    Global global = new Global(root.get("global"));
    if (root.get("templates").items().stream().anyMatch(Field::present)) {
      root.get("templates").notice("are Go's: a receiver's templates are declared with it");
    }
    Set<String> receivers = receivers(new ReceiverReader(global));
    Set<String> intervals = new HashSet<>();
    intervals(root.get("mute_time_intervals"), intervals);
    intervals(root.get("time_intervals"), intervals);
    inhibitions(root.get("inhibit_rules"));
    Field route = root.get("route").required("the route that takes every alert");
    if (route.present()) {
      add(route, DefinitionKind.ROUTE, "root", new RouteReader(receivers, intervals).root(route));
    }
    return definitions;
  }

  private Set<String> receivers(ReceiverReader reader) {
    Set<String> names = new HashSet<>();
    for (Field receiver : root.get("receivers").items()) {
      String name = receiver.get("name").required("the receiver's name").text();
      if (name != null && !names.add(name)) {
        receiver.get("name").wrong("is there already");
      }
      int before = receiver.complaints();
      ObjectNode spec = reader.read(receiver);
      if (spec.isEmpty()) {
        receiver.notice("tells nobody: alerts that come to it are only in the ledger");
      } else if (name != null && receiver.complaints() == before) {
        add(receiver, DefinitionKind.RECEIVER, name, spec.put(ORIGIN, Origin.ALERTMANAGER.json()));
      }
    }
    return names;
  }

  private void intervals(Field list, Set<String> names) {
    for (Field each : list.items()) {
      each.only("name", "time_intervals");
      String name = each.get("name").required("the interval's name").text();
      if (name != null && !names.add(name)) {
        each.get("name").wrong("is there already");
      }
      ObjectNode spec = Json.mapper().createObjectNode();
      ArrayNode intervals = spec.putArray("intervals");
      each.get("time_intervals")
          .items()
          .forEach(interval -> intervals.add(IntervalReader.read(interval)));
      if (name != null) {
        add(each, DefinitionKind.INTERVAL, name, spec.put(ORIGIN, Origin.ALERTMANAGER.json()));
      }
    }
  }

  private void inhibitions(Field list) {
    ObjectNode spec = Json.mapper().createObjectNode();
    ArrayNode rules = spec.putArray("rules");
    for (Field rule : list.items()) {
      rule.only(
          "source_match",
          "source_match_re",
          "source_matchers",
          "target_match",
          "target_match_re",
          "target_matchers",
          "equal");
      ObjectNode read = rules.addObject();
      read.set("source", Matchers.of(rule, "source_match", "source_match_re", "source_matchers"));
      read.set("target", Matchers.of(rule, "target_match", "target_match_re", "target_matchers"));
      ArrayNode equal = read.putArray("equal");
      rule.get("equal").items().forEach(label -> equal.add(label.scalar()));
    }
    if (!rules.isEmpty()) {
      add(list, DefinitionKind.INHIBITION, INHIBITION, spec);
    }
  }

  private void add(Field from, DefinitionKind kind, String name, ObjectNode spec) {
    int before = from.complaints();
    try {
      Definition definition = new Definition(kind, name, 0, 0, spec);
      for (Rejected problem : SpecCheck.problems(definition)) {
        from.wrong("makes no %s: %s %s".formatted(kind.json(), problem.field(), problem.reason()));
      }
      if (from.complaints() == before) {
        definitions.add(definition);
      }
    } catch (InvalidFieldException e) {
      from.wrong("cannot be a definition: " + e.getMessage());
    }
  }
}

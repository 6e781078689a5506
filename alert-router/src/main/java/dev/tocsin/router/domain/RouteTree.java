package dev.tocsin.router.domain;

import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Matcher;
import dev.tocsin.events.RouteSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The routing tree, with Alertmanager's meaning: an alert goes down into the first child that
 * matches, and into later siblings only past a child that says {@code continue}; where no child
 * matches, the node itself takes it. A label that is missing equals the empty text.
 */
public final class RouteTree {
  /** The definition that is the tree's root. */
  public static final String ROOT = "root";

  private static final Route DEFAULTS =
      new Route(
          "",
          null,
          null,
          List.of("alertname", "service"),
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofHours(4),
          List.of(),
          List.of());

  private final Node root;
  private final String without;

  private RouteTree(Node root, String without) {
    this.root = root;
    this.without = without;
  }

  /** The tree whose root is the route definition of that name; without one, nothing is routed. */
  public static RouteTree of(Definitions definitions) {
    return definitions
        .find(DefinitionKind.ROUTE, ROOT, RouteSpec.class)
        .map(declared -> of(declared.spec()))
        .orElseGet(() -> new RouteTree(null, "no route: no route definition is named 'root'"));
  }

  /** The tree below this root. */
  public static RouteTree of(RouteSpec root) {
    if (root.receiver() == null) {
      return new RouteTree(null, "no route: the route definition 'root' names no receiver");
    }
    return new RouteTree(node(root, DEFAULTS), "no route matches");
  }

  /** Where an alert with these labels goes; empty when nowhere. */
  public List<Routed> route(Map<String, String> labels) {
    return root == null ? List.of() : root.route(labels);
  }

  /** Why an alert that goes nowhere does so. */
  public String whyNowhere() {
    return without;
  }

  private static Node node(RouteSpec spec, Route above) {
    Map<String, Set<String>> match = new TreeMap<>();
    spec.match().forEach((label, values) -> match.put(label, Set.of(distinct(values))));
    String own = text(spec);
    Route route =
        new Route(
            above.path().isEmpty() ? own : above.path() + "/" + own,
            or(spec.receiver(), above.receiver()),
            or(spec.escalation(), above.escalation()),
            or(spec.groupBy(), above.groupBy()),
            or(spec.groupWait(), above.groupWait()),
            or(spec.groupInterval(), above.groupInterval()),
            or(spec.repeatInterval(), above.repeatInterval()),
            spec.muteDuring(),
            spec.activeDuring());
    List<Node> children = spec.routes().stream().map(child -> node(child, route)).toList();
    return new Node(match, spec.matchers(), route, spec.andContinue(), children);
  }

  private static String[] distinct(String values) {
    return Arrays.stream(values.split("\\|", -1)).distinct().toArray(String[]::new);
  }

  private static String text(RouteSpec spec) {
    Stream<String> match =
        new TreeMap<>(spec.match())
            .entrySet().stream().map(e -> e.getKey() + "=\"" + e.getValue() + '"');
    return Stream.concat(match, spec.matchers().stream().map(Matcher::toString).sorted())
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static <T> T or(T own, T inherited) {
    return own == null ? inherited : own;
  }

  /**
   * A route that takes an alert, and why.
   *
   * @param reason in one sentence
   */
  public record Routed(Route route, String reason) {}

  private record Node(
      Map<String, Set<String>> match,
      List<Matcher> matchers,
      Route route,
      boolean andContinue,
      List<Node> children) {

    List<Routed> route(Map<String, String> labels) {
      if (!matches(labels)) {
        return List.of();
      }
      List<Routed> taken = new ArrayList<>();
      for (Node child : children) {
        List<Routed> below = child.route(labels);
        taken.addAll(below);
        if (!below.isEmpty() && !child.andContinue) {
          break;
        }
      }
      return taken.isEmpty() ? List.of(new Routed(route, reason())) : taken;
    }

    private boolean matches(Map<String, String> labels) {
      return Matcher.allMatch(matchers, labels)
          && match.entrySet().stream()
              .allMatch(e -> e.getValue().contains(labels.getOrDefault(e.getKey(), "")));
    }

    private String reason() {
      String policy = route.escalation() == null ? "" : ", escalation " + route.escalation();
      return "route " + route.path() + " goes to " + route.receiver() + policy;
    }
  }
}

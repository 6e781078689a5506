package dev.tocsin.router.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.RouteSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Routing as Alertmanager documents it. */
class RouteTreeTest {
  private static final RouteTree TREE =
      tree(
          """
          {"receiver": "root-team", "groupBy": ["alertname"], "groupWait": "1m", "routes": [
            {"match": {"service": "db|cache"}, "receiver": "storage", "groupWait": "10s", "routes": [
              {"match": {"severity": "critical"}, "escalation": "critical"},
              {"match": {"severity": "warning", "env": ""}, "receiver": "storage-low"}]},
            {"match": {"audit": "yes"}, "receiver": "auditors", "continue": true},
            {"match": {"severity": "critical"}, "receiver": "on-call", "groupBy": ["..."]},
            {"match": {"service": "web"}, "receiver": "web-team", "continue": true, "routes": [
              {"match": {"env": "test"}, "receiver": "nobody"}]},
            {"match": {"env": "test"}, "receiver": "testers"}]}
          """);

  @ParameterizedTest(name = "{0} goes to {1}")
  @CsvSource(
      delimiter = '>',
      value = {
        "''                                           > root-team",
        "service=other                                > root-team",
        "service=db                                   > storage",
        "service=cache                                > storage",
        "service=db|cache                             > root-team",
        "service=dbx                                  > root-team",
        "service=DB                                   > root-team",
        "service=db severity=critical                 > storage",
        "service=db severity=warning                  > storage-low",
        "service=db severity=warning env=prod         > storage",
        "service=db severity=warning env=             > storage-low",
        "service=db severity=info                     > storage",
        "service=db audit=yes                         > storage",
        "severity=critical                            > on-call",
        "severity=critical service=web                > on-call",
        "audit=yes                                    > auditors",
        "audit=yes severity=critical                  > auditors on-call",
        "audit=yes severity=critical service=web      > auditors on-call",
        "audit=yes env=test                           > auditors testers",
        "audit=no                                     > root-team",
        "service=web                                  > web-team",
        "service=web env=test                         > nobody testers",
        "service=web env=prod                         > web-team",
        "service=web audit=yes                        > auditors web-team",
        "env=test                                     > testers",
        "env=test service=db                          > storage",
      })
  void firstMatchContinueAndDepth(String labels, String receivers) {
    assertThat(TREE.route(labels(labels)))
        .extracting(routed -> routed.route().receiver())
        .containsExactly(receivers.split(" "));
  }

  @Test
  void whatAChildDoesNotSayItInherits() {
    Route critical = TREE.route(labels("service=db severity=critical")).get(0).route();

    assertThat(critical)
        .isEqualTo(
            new Route(
                "{}/{service=\"db|cache\"}/{severity=\"critical\"}",
                "storage",
                "critical",
                List.of("alertname"),
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                Duration.ofHours(4),
                List.of(),
                List.of()));
  }

  @Test
  void whatTheRootDoesNotSayHasADefault() {
    Route root = tree("{\"receiver\": \"ops\"}").route(Map.of()).get(0).route();

    assertThat(root)
        .isEqualTo(
            new Route(
                "{}",
                "ops",
                null,
                List.of("alertname", "service"),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                Duration.ofHours(4),
                List.of(),
                List.of()));
  }

  @Test
  void theReasonNamesRouteReceiverAndPolicy() {
    assertThat(TREE.route(labels("service=db severity=critical")).get(0).reason())
        .isEqualTo(
            "route {}/{service=\"db|cache\"}/{severity=\"critical\"} goes to storage,"
                + " escalation critical");
  }

  @Test
  void withoutARootNothingIsRouted() {
    RouteTree none = RouteTree.of(Definitions.NONE);

    assertThat(none.route(Map.of("severity", "critical"))).isEmpty();
    assertThat(none.whyNowhere()).isEqualTo("no route: no route definition is named 'root'");
    assertThat(tree("{}").whyNowhere())
        .isEqualTo("no route: the route definition 'root' names no receiver");
  }

  @Test
  void aRootThatDoesNotMatchTakesNothing() {
    RouteTree narrow = tree("{\"receiver\": \"ops\", \"match\": {\"env\": \"prod\"}}");

    assertThat(narrow.route(Map.of("env", "test"))).isEmpty();
    assertThat(narrow.whyNowhere()).isEqualTo("no route matches");
  }

  @Test
  void groupKeysHoldTheGroupingLabels() {
    Route route = tree("{\"receiver\": \"ops\"}").route(Map.of()).get(0).route();
    String key = GroupKey.of(route, Map.of("alertname", "a\"}\\b", "service", "s", "x", "y"));

    assertThat(key).isEqualTo("{\"alertname\"=\"a\\\"}\\\\b\",\"service\"=\"s\"}@ops:{}");
    assertThat(GroupKey.labels(key)).isEqualTo(Map.of("alertname", "a\"}\\b", "service", "s"));
  }

  @Test
  void threeDotsGroupByAllLabelsButSeverity() {
    Map<String, String> labels = labels("severity=critical alertname=a instance=i");
    String key = GroupKey.of(TREE.route(labels).get(0).route(), labels);

    assertThat(GroupKey.labels(key)).isEqualTo(Map.of("alertname", "a", "instance", "i"));
  }

  @Test
  void groupingByNothingMakesOneGroup() {
    Route route = tree("{\"receiver\": \"ops\", \"groupBy\": []}").route(Map.of()).get(0).route();

    assertThat(GroupKey.of(route, Map.of("alertname", "a"))).isEqualTo("{}@ops:{}");
    assertThat(GroupKey.labels("{}@ops:{}")).isEmpty();
    assertThat(GroupKey.labels("{\"a\"=\"\",\"b\"=\"c\"}@ops:{}")).isEqualTo(Map.of("b", "c"));
  }

  private static RouteTree tree(String json) {
    return RouteTree.of(Json.read(json.getBytes(), RouteSpec.class));
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new java.util.TreeMap<>();
    for (String pair : text.split(" ")) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        labels.put(parts[0], parts[1]);
      }
    }
    return labels;
  }
}

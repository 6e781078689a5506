package dev.tocsin.router.domain;

import static dev.tocsin.router.domain.Fixtures.RULES;
import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.definition;
import static dev.tocsin.router.domain.Fixtures.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.DependencySpec;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.RouteSpec;
import dev.tocsin.events.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What belongs together pages together, with what is probably to blame. */
public class CorrelationTest {
  /** shop → cart → database. */
  public static final Definitions DEFINITIONS =
      Definitions.of(
          List.of(
              definition(
                  DefinitionKind.ROUTE,
                  "root",
                  "{\"receiver\":\"operations\",\"groupBy\":[\"@correlated\"],"
                      + "\"groupWait\":\"10s\"}"),
              definition(
                  DefinitionKind.RECEIVER,
                  "operations",
                  "{\"title\":\"Operations\",\"kafka\":{\"topic\":\"pages\"}}"),
              definition(
                  DefinitionKind.DEPENDENCY, "shop", "{\"service\":\"shop\",\"on\":[\"cart\"]}"),
              definition(
                  DefinitionKind.DEPENDENCY,
                  "cart",
                  "{\"service\":\"cart\",\"on\":[\"database\"]}")));

  private static final RouteTree TREE = RouteTree.of(DEFINITIONS);
  private static final Route ROUTE = TREE.route(Map.of()).get(0).route();

  @Test
  void servicesThatHangTogetherAreOneGroupWhateverAlerts() {
    assertThat(List.of("shop", "cart", "database"))
        .extracting(service -> placed(alert(service, Severity.CRITICAL, T)).groupKey())
        .containsOnly("{\"@correlated\"=\"database\"}@operations:{}");
    assertThat(placed(alert("mail", Severity.INFO, T)).groupKey())
        .isEqualTo("{\"@correlated\"=\"mail\"}@operations:{}");
  }

  @Test
  void theReasonIsInTheLedger() {
    GroupEvent.Placed placed =
        (GroupEvent.Placed) placed(alert("shop", Severity.CRITICAL, T)).event();

    assertThat(placed.reason())
        .isEqualTo(
            "route {} goes to operations; correlated with all that hangs together with database");
  }

  @Test
  void groupingByAllLabelsDoesNotCorrelate() {
    RouteTree all =
        RouteTree.of(new RouteSpecs("{\"receiver\":\"operations\",\"groupBy\":[\"...\"]}").spec());
    Alert alert = alert("shop", Severity.CRITICAL, T);

    LifeStep step = AlertPipeline.step(null, alert, all, Correlations.of(DEFINITIONS), RULES, T);

    assertThat(step.toGroups().get(0).groupKey())
        .isEqualTo("{\"alertname\"=\"down\",\"service\"=\"shop\"}@operations:{}");
  }

  @Test
  void aNoticeCarriesTheProbableCauseAndTheLedgerHasIt() {
    GroupClock clock =
        new GroupClock(DEFINITIONS, ROUTE, T)
            .place(alert("shop", Severity.CRITICAL, T - 20_000))
            .place(alert("database", Severity.WARNING, T - 40_000))
            .to(1);

    String cause =
        "database: shop depends on it; it began first, at 2026-02-28T23:59:20Z;"
            + " it depends on nothing";
    List<Notification> ledger = clock.taken();
    assertThat(told(ledger)).hasSize(1);
    assertThat(told(ledger).get(0).alerts())
        .extracting(a -> a.annotations().get(Alert.PROBABLE_CAUSE))
        .containsExactly(cause, cause);
    assertThat(ledger)
        .filteredOn(n -> n.decision() == Decision.CORRELATED)
        .extracting(Notification::reason)
        .containsExactly("probable cause: " + cause);
  }

  @Test
  void theCauseIsWhereWhatIsLostArises() {
    GroupClock clock =
        new GroupClock(withRule(), ROUTE, T)
            .place(slow("shop", "101"))
            .place(slow("cart", "100"))
            .place(slow("database", "7"))
            .to(1);

    assertThat(clock.taken())
        .filteredOn(n -> n.decision() == Decision.CORRELATED)
        .extracting(Notification::reason)
        .containsExactly(
            "probable cause: cart: 92% of all seconds of waiting arise in it (93.0 of its own"
                + " 100); the rest is that of database; after it, database, shop");
  }

  @Test
  void aFigureThatIsNoneCountsAsNone() {
    GroupClock clock =
        new GroupClock(withRule(), ROUTE, T)
            .place(slow("shop", "-1"))
            .place(slow("cart", "NaN"))
            .place(slow("database", "much"))
            .to(1);

    assertThat(clock.taken())
        .filteredOn(n -> n.decision() == Decision.CORRELATED)
        .allMatch(n -> n.reason().startsWith("probable cause: database: cart, shop depend on it"));
  }

  private static Definitions withRule() {
    List<Definition> all = new ArrayList<>();
    for (String each : List.of("shop", "cart")) {
      all.add(
          DEFINITIONS
              .find(DefinitionKind.DEPENDENCY, each, DependencySpec.class)
              .get()
              .definition());
    }
    all.add(
        DEFINITIONS
            .find(DefinitionKind.RECEIVER, "operations", ReceiverSpec.class)
            .get()
            .definition());
    all.add(
        definition(
            DefinitionKind.RULE,
            "slow",
            "{\"service\":\"*\",\"signal\":\"meanLatency\","
                + "\"levels\":[{\"severity\":\"critical\",\"bound\":200}]}"));
    return Definitions.of(all);
  }

  private static Alert slow(String service, String harm) {
    Map<String, String> rule = Map.of("rule", "slow");
    return Alert.firing(
        "rule", "slow", service, Severity.CRITICAL, rule, Map.of(Alert.HARM, harm), T, T);
  }

  @Test
  void oneServiceAloneIsNotBlamedForItself() {
    GroupClock clock =
        new GroupClock(DEFINITIONS, ROUTE, T).place(alert("shop", Severity.CRITICAL, T)).to(1);

    assertThat(told(clock.taken()).get(0).alerts().get(0).annotations())
        .doesNotContainKey(Alert.PROBABLE_CAUSE);
  }

  @Test
  void aStormIsOneSummaryOfTheWorstAndItsEndIsToldToo() {
    GroupClock clock = new GroupClock(DEFINITIONS, ROUTE, T);
    List<Alert> alerts = new ArrayList<>();
    for (int i = 0; i <= RULES.stormAbove(); i++) {
      Severity severity = i % 50 == 49 ? Severity.EMERGENCY : Severity.WARNING;
      alerts.add(
          Alert.firing(
              "rule", "down", "shop", severity, Map.of("instance", "i" + i), Map.of(), T, T));
    }
    alerts.forEach(clock::place);
    clock.to(1);

    List<Notification> ledger = clock.taken();
    assertThat(told(ledger)).hasSize(1);
    assertThat(told(ledger).get(0).reason())
        .isEqualTo(
            "an alert storm, of which the 10 worst of 201 alerts are shown;"
                + " the group's first notice");
    assertThat(told(ledger).get(0).alerts()).hasSize(Storm.SHOWN);
    assertThat(told(ledger).get(0).unshown())
        .hasSize(alerts.size() - Storm.SHOWN)
        .containsEntry(alerts.get(0).fingerprint(), Alert.Status.FIRING);
    assertThat(told(ledger).get(0).alerts().subList(0, 4))
        .extracting(Alert::severity)
        .containsOnly(Severity.EMERGENCY);
    assertThat(ledger)
        .filteredOn(n -> n.decision() == Decision.CORRELATED)
        .extracting(Notification::reason)
        .containsExactly(
            "an alert storm: more than 200 alerts in a minute; notices are summaries until it is"
                + " over");

    alerts.forEach(clock::end);
    clock.to(7);
    // By then the storm is over, so that notices are whole again.
    assertThat(told(clock.taken()))
        .allMatch(end -> end.alertStatus() == Alert.Status.RESOLVED && end.unshown() == null)
        .flatMap(Notification::alerts)
        .hasSameSizeAs(alerts);
    assertThat(clock.group().members()).isEmpty();
  }

  @Test
  void afterAStormNoticesAreWholeAgain() {
    Storm storm = Storm.NONE;
    for (int i = 0; i < 4; i++) {
      storm = storm.arrival(T + i, 3);
    }
    assertThat(storm.rages(T + 3)).isTrue();
    assertThat(storm.arrival(T + minutes(2), 3).rages(T + minutes(2))).isTrue();
    assertThat(storm.arrival(T + minutes(6), 3).rages(T + minutes(6))).isFalse();
  }

  static Alert alert(String service, Severity severity, long at) {
    return Alert.firing("rule", "down", service, severity, Map.of(), Map.of(), at, at);
  }

  private static LifeStep.Addressed placed(Alert alert) {
    return AlertPipeline.step(null, alert, TREE, Correlations.of(DEFINITIONS), RULES, T)
        .toGroups()
        .get(0);
  }

  private static List<Notification> told(List<Notification> ledger) {
    return ledger.stream()
        .filter(n -> n.decision() == Decision.INTENDED)
        .sorted(Comparator.comparing(Notification::at))
        .toList();
  }

  private record RouteSpecs(String json) {
    RouteSpec spec() {
      return Definitions.of(List.of(definition(DefinitionKind.ROUTE, "root", json)))
          .find(DefinitionKind.ROUTE, "root", RouteSpec.class)
          .orElseThrow()
          .spec();
    }
  }
}

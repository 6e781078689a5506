package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Alert.Status;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The default rules on the whole topology, with nothing but telemetry. */
class RulesTest {
  private final Evaluator evaluator = new Evaluator();

  @BeforeEach
  void declare() {
    evaluator.declareAll(DefaultDefinitions.read("rules.yaml")).settle();
  }

  @AfterEach
  void close() {
    evaluator.close();
  }

  private Alert only(String rule) {
    List<Alert> alerts =
        evaluator.alerts().stream().filter(each -> each.name().equals(rule)).toList();
    assertThat(alerts).hasSize(1);
    return alerts.get(0);
  }

  @Test
  void cpuWarnsWorsensEasesAndClearsPerInstance() {
    evaluator.metric("shop", "a", Duration.ZERO, "cpu", 75).settle();
    Alert warning = only("RULE_001");
    assertThat(warning)
        .returns(Severity.WARNING, Alert::severity)
        .returns("rule", Alert::source)
        .returns(Evaluator.millis(Duration.ZERO), Alert::startsAt);
    assertThat(warning.labels()).containsEntry("instance", "a").containsEntry("service", "shop");

    evaluator.metric("shop", "b", Duration.ofSeconds(1), "cpu", 20);
    evaluator.metric("shop", "a", Duration.ofSeconds(10), "cpu", 95).settle();
    assertThat(only("RULE_001"))
        .returns(Severity.CRITICAL, Alert::severity)
        .returns(warning.fingerprint(), Alert::fingerprint)
        .returns("worsened", Alert::reason);

    evaluator.metric("shop", "a", Duration.ofSeconds(20), "cpu", 60).settle();
    assertThat(only("RULE_001")).returns(Status.RESOLVED, Alert::status);
  }

  @Test
  void aPeakBetweenTwoLooksIsSeen() {
    evaluator
        .metric("shop", "a", Duration.ofSeconds(1), "cpu", 10)
        .metric("shop", "a", Duration.ofSeconds(2), "cpu", 99)
        .metric("shop", "a", Duration.ofSeconds(3), "cpu", 10)
        .settle();

    assertThat(evaluator.alerts())
        .extracting(Alert::status)
        .containsExactly(Status.FIRING, Status.RESOLVED);
  }

  @Test
  void errorRateAndLatencyNeedFiveRequests() {
    for (int i = 0; i < 4; i++) {
      evaluator.request("shop", Duration.ofSeconds(i), false, 6_000);
    }
    evaluator.settle();
    assertThat(evaluator.alerts()).isEmpty();

    evaluator.request("shop", Duration.ofSeconds(5), false, 6_000).settle();

    assertThat(evaluator.alerts())
        .extracting(Alert::name, Alert::severity)
        .containsExactlyInAnyOrder(
            tuple("RULE_005", Severity.CRITICAL), tuple("RULE_006", Severity.CRITICAL));

    for (int i = 0; i < 5; i++) {
      evaluator.request("shop", Duration.ofSeconds(61 + i), true, 10);
    }
    evaluator.settle();
    assertThat(evaluator.alerts()).hasSize(2).allMatch(each -> each.status() == Status.RESOLVED);
  }

  @Test
  void serviceDownWhileAnyCheckIs() {
    evaluator
        .check("shop", "http", Duration.ZERO, true)
        .check("shop", "connectivity", Duration.ZERO, true)
        .settle();
    assertThat(evaluator.alerts()).isEmpty();

    evaluator.check("shop", "connectivity", Duration.ofSeconds(10), false).settle();
    assertThat(evaluator.alerts())
        .extracting(Alert::name, Alert::severity)
        .containsExactlyInAnyOrder(
            tuple("RULE_004", Severity.EMERGENCY), tuple("RULE_008", Severity.CRITICAL));

    evaluator.check("shop", "http", Duration.ofSeconds(20), false);
    evaluator.check("shop", "connectivity", Duration.ofSeconds(21), true).settle();
    assertThat(only("RULE_008").status()).isEqualTo(Status.RESOLVED);

    evaluator.check("shop", "http", Duration.ofSeconds(30), true).settle();
    assertThat(only("RULE_004").status()).isEqualTo(Status.RESOLVED);
  }

  @Test
  void violationOfAnyObjectiveIsCritical() {
    evaluator.objective(
        "A", "{service: shop, indicator: {type: availability}, target: 0.9, evaluation: 2m}");
    evaluator.settle();
    evaluator.request("shop", Duration.ZERO, false, 10).settle();
    assertThat(only("RULE_003")).returns(Severity.CRITICAL, Alert::severity);

    for (int i = 0; i < 20; i++) {
      evaluator.request("shop", Duration.ofSeconds(125), true, 10);
    }
    evaluator.settle();
    assertThat(only("RULE_003").status()).isEqualTo(Status.RESOLVED);
  }

  @Test
  void durationPassesWithoutFurtherReadings() {
    evaluator.declare(
        DefinitionKind.RULE,
        "SLOW",
        "{service: '*', signal: metric, metric: queue, for: 30s,"
            + " levels: [{severity: warning, bound: 5}]}");
    evaluator.settle();
    evaluator.metric("shop", "a", Duration.ZERO, "queue", 9).settle();
    assertThat(evaluator.alerts()).isEmpty();

    evaluator.advance(Duration.ofSeconds(30));

    assertThat(only("SLOW").status()).isEqualTo(Status.FIRING);
  }

  @Test
  void removedRuleResolvesWhatItFired() {
    evaluator.metric("shop", "a", Duration.ZERO, "disk", 95).settle();
    assertThat(only("RULE_007").status()).isEqualTo(Status.FIRING);

    evaluator.remove("rule/RULE_007").settle();

    assertThat(only("RULE_007"))
        .returns(Status.RESOLVED, Alert::status)
        .returns("removed", Alert::reason);
  }

  @Test
  void flappingIsSaidOnceAndThenThatItIsCalm() {
    evaluator.declare(
        DefinitionKind.RULE,
        "TREMBLING",
        "{service: '*', signal: metric, metric: queue, flapping: {changes: 4, within: 5m},"
            + " levels: [{severity: warning, bound: 5}]}");
    evaluator.settle();
    for (int second = 0; second < 60; second += 10) {
      evaluator.metric("shop", "a", Duration.ofSeconds(second), "queue", 9);
      evaluator.metric("shop", "a", Duration.ofSeconds(second + 5), "queue", 1);
    }
    evaluator.settle();
    List<Alert> alerts = evaluator.alerts();
    assertThat(alerts)
        .extracting(Alert::reason)
        .containsExactly("fired", "cleared", "fired", "flapping");
    assertThat(alerts.get(3))
        .returns(Status.FIRING, Alert::status)
        .returns(alerts.get(0).fingerprint(), Alert::fingerprint);
    assertThat(alerts.get(3).annotations()).containsEntry("flapping", "true");

    evaluator.advance(Duration.ofMinutes(5));

    assertThat(only("TREMBLING"))
        .returns(Status.RESOLVED, Alert::status)
        .returns("calmed", Alert::reason);
  }
}

package dev.tocsin.router.domain;

import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.firing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command.Action;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped policies over their whole lives; the group restarts between any two steps. */
class EscalationPolicyTest {
  private static final Definitions SHIPPED = Fixtures.shipped("pages");

  @Test
  void defaultHasFourLevelsWithinTheHour() {
    Alert alert = firing("CPU", Severity.WARNING, T);
    GroupClock clock = clock(alert).place(alert).to(239);

    assertThat(clock.told())
        .containsExactly(
            "0.17 operations firing L0 CPU",
            "15.17 on-call-primary firing L1 CPU",
            "30.17 on-call-secondary firing L2 CPU",
            "45.17 team-lead firing L3 CPU",
            "60.17 management firing L4 CPU");
  }

  @Test
  void criticalHasFourLevelsWithinAQuarterOfAnHour() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    GroupClock clock = clock(alert).place(alert).to(119);

    assertThat(clock.told())
        .containsExactly(
            "0.08 operations firing L0 CPU",
            "5.08 on-call-primary firing L1 CPU",
            "8.08 on-call-secondary firing L2 CPU",
            "12.08 team-lead firing L3 CPU",
            "15.08 management firing L4 CPU");
  }

  @Test
  void emergencyTellsEveryoneAtOnce() {
    Alert alert = firing("DOWN", Severity.EMERGENCY, T);
    GroupClock clock = clock(alert).place(alert).to(59);

    assertThat(clock.told())
        .containsExactly(
            "0 operations firing L0 DOWN",
            "0 on-call-primary firing L1 DOWN",
            "0 on-call-secondary firing L1 DOWN",
            "0 team-lead firing L1 DOWN",
            "0 management firing L1 DOWN");
  }

  /** From the first notice over all levels and a repetition to the end; a restart at each step. */
  @ParameterizedTest
  @CsvSource({"WARNING, 240", "CRITICAL, 120", "EMERGENCY, 60"})
  void aWholeLifeEndsForEverybodyWhoWasTold(Severity severity, int repeatMinutes) {
    Alert alert = firing("CPU", severity, T);
    GroupClock clock = clock(alert).place(alert).to(repeatMinutes - 1);
    List<String> told = receivers(clock);
    assertThat(told)
        .containsExactly(
            "operations", "on-call-primary", "on-call-secondary", "team-lead", "management");
    clock.to(repeatMinutes + 5);
    assertThat(receivers(clock)).containsExactly("operations");
    clock.end(alert).to(repeatMinutes + 15);

    assertThat(receivers(clock)).containsExactlyInAnyOrderElementsOf(told);
    assertThat(clock.group().members()).isEmpty();
    clock.to(repeatMinutes + 6000);
    assertThat(clock.told()).isEmpty();
  }

  private static List<String> receivers(GroupClock clock) {
    return clock.taken().stream()
        .filter(n -> n.decision() == Decision.INTENDED)
        .map(Notification::receiver)
        .toList();
  }

  @Test
  void eachLevelIsInTheLedgerWithItsReason() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    GroupClock clock = clock(alert).place(alert).to(9);

    assertThat(clock.taken())
        .filteredOn(n -> n.decision() == Decision.ESCALATED)
        .extracting(n -> n.reason())
        .containsExactly(
            "level 1 of 4 of 'critical': nobody answered for 5m; tells on-call-primary",
            "level 2 of 4 of 'critical': nobody answered for 8m; tells on-call-secondary");
  }

  @Test
  void anAcknowledgementStopsItAndTheEndIsToldToWhoKnows() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    GroupClock clock = clock(alert).place(alert).to(6);
    clock.command(alert, Action.ACKNOWLEDGE, null).to(60).end(alert).to(70);

    assertThat(clock.told())
        .containsExactly(
            "0.08 operations firing L0 CPU",
            "5.08 on-call-primary firing L1 CPU",
            "60.08 on-call-primary resolved L0 CPU",
            "60.08 operations resolved L0 CPU");
    assertThat(clock.group().members()).isEmpty();
  }

  @Test
  void anAcknowledgementIsInTheLedger() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    GroupClock clock = clock(alert).place(alert).to(1);
    clock.taken();
    clock.command(alert, Action.ACKNOWLEDGE, null);

    assertThat(clock.taken())
        .extracting(AlertPipelineTest::said)
        .containsExactly("ACKNOWLEDGED: acknowledged by ada; it does not escalate");
  }

  @Test
  void anAcknowledgementThatExpiresStartsItAnew() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    GroupClock clock = clock(alert).place(alert).to(6);
    clock.command(alert, Action.ACKNOWLEDGE, T + Fixtures.minutes(30)).to(39);

    assertThat(clock.told())
        .containsExactly(
            "0.08 operations firing L0 CPU",
            "5.08 on-call-primary firing L1 CPU",
            "30 operations firing L0 CPU",
            "35 on-call-primary firing L1 CPU",
            "38 on-call-secondary firing L2 CPU");
  }

  @Test
  void oneUnansweredAlertOfTheGroupKeepsItGoing() {
    Alert first = firing("CPU", "a", Severity.CRITICAL, T);
    Alert second = firing("CPU", "b", Severity.CRITICAL, T);
    GroupClock clock = clock(first).place(first).place(second).to(6);
    clock.taken();
    clock.command(first, Action.ACKNOWLEDGE, null).to(9);
    assertThat(clock.told()).containsExactly("8.08 on-call-secondary firing L2 CPU");
    clock.command(second, Action.ACKNOWLEDGE, null).to(100);
    assertThat(clock.told()).isEmpty();
  }

  @Test
  void aNewAlertInAnAcknowledgedGroupStartsANewRound() {
    Alert first = firing("CPU", "a", Severity.CRITICAL, T);
    GroupClock clock = clock(first).place(first).to(1);
    clock.command(first, Action.ACKNOWLEDGE, null).to(10);
    clock.taken();
    clock.place(firing("CPU", "b", Severity.CRITICAL, clock.now())).to(16);

    assertThat(clock.told())
        .containsExactly(
            "10.08 operations firing L0 CPU+CPU", "15.08 on-call-primary firing L1 CPU");
  }

  @Test
  void anOutageForgetsNoLevelAndRepeatsNone() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    GroupClock clock = clock(alert).place(alert).to(6);
    clock.taken();
    clock.downTo(30).to(60);

    assertThat(clock.told())
        .containsExactly(
            "30 on-call-secondary firing L2 CPU",
            "30 team-lead firing L3 CPU",
            "30 management firing L4 CPU");
  }

  @Test
  void anAcknowledgementBeforeTheFirstNoticeKeepsItFromEscalating() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    GroupClock clock = clock(alert).place(alert);
    clock.command(alert, Action.ACKNOWLEDGE, null).to(60);

    assertThat(clock.told()).containsExactly("0.08 operations firing L0 CPU");
  }

  @Test
  void escalateReachesTheNextLevelAtOnce() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    GroupClock clock = clock(alert).place(alert).to(1);
    clock.command(alert, Action.ACKNOWLEDGE, null).to(2);
    clock.taken();
    clock.command(alert, Action.ESCALATE, null).to(11);

    assertThat(clock.told())
        .containsExactly("2 on-call-primary firing L1 CPU", "10 on-call-secondary firing L2 CPU");
  }

  @Test
  void escalatePastTheLastLevelSaysSo() {
    Alert alert = firing("DOWN", Severity.EMERGENCY, T);
    GroupClock clock = clock(alert).place(alert);
    clock.taken();
    clock.command(alert, Action.ESCALATE, null);

    assertThat(clock.taken())
        .extracting(AlertPipelineTest::said)
        .containsExactly("SUPPRESSED: escalate by ada has no effect: there is no further level");
  }

  @Test
  void aPolicyThatIsNotDefinedIsNamed() {
    Alert alert = firing("CPU", Severity.CRITICAL, T);
    Route route = route(alert);
    GroupClock clock =
        new GroupClock(
                SHIPPED,
                new Route(
                    route.path(),
                    route.receiver(),
                    "gone",
                    route.groupBy(),
                    route.groupWait(),
                    route.groupInterval(),
                    route.repeatInterval(),
                    List.of(),
                    List.of()),
                T)
            .place(alert)
            .to(60);

    assertThat(clock.taken())
        .extracting(AlertPipelineTest::said)
        .contains("SUPPRESSED: it cannot escalate: escalation policy 'gone' is not defined");
  }

  static GroupClock clock(Alert alert) {
    return new GroupClock(SHIPPED, route(alert), T);
  }

  static Route route(Alert alert) {
    return RouteTree.of(SHIPPED).route(alert.labels()).get(0).route();
  }
}

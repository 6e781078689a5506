package dev.tocsin.router.domain;

import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.firing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command.Action;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Schedules, channels, everybody, repetition and conditions; the group restarts before every step.
 */
class EscalationTargetsTest {
  private static final Alert A = firing("CPU", Severity.CRITICAL, T);

  private static final Definition ON_CALL =
      define(
          DefinitionKind.SCHEDULE,
          "on-call",
          "{'zone':'Europe/London','rotations':[{'participants':['ada','bob'],'start':'2026-02-28',"
              + "'turn':'12h','handover':'12:10'}]}");

  @Test
  void aScheduleTellsWhoIsOnCallThen() {
    // Ada has the turn from 12:10, bob that from 00:10.
    GroupClock clock =
        clock(
            "{'levels':[{'after':'5m','schedules':['on-call']},{'after':'15m','schedules':['on-call']}]}",
            ON_CALL);
    clock.place(A).to(60).end(A).to(70);

    assertThat(clock.told())
        .containsExactly(
            "0.08 operations firing L0 CPU",
            "5.08 ada firing L1 CPU",
            "15.08 bob firing L2 CPU",
            "60.08 ada resolved L0 CPU",
            "60.08 bob resolved L0 CPU",
            "60.08 operations resolved L0 CPU");
  }

  @Test
  void anEmptyScheduleIsNamedAndTheOthersAreTold() {
    Definition later =
        define(
            DefinitionKind.SCHEDULE,
            "on-call",
            "{'zone':'UTC','rotations':[{'participants':['ada'],'start':'2027-01-01','turn':'daily'}]}");
    GroupClock clock =
        clock(
            "{'levels':[{'after':'5m','schedules':['on-call','gone'],'receivers':['bob']}]}",
            later);
    clock.place(A).to(10);

    assertThat(clock.taken())
        .filteredOn(n -> n.level() == 1)
        .extracting(AlertPipelineTest::said)
        .containsExactly(
            "SUPPRESSED: nobody is on call on schedule 'on-call' now",
            "SUPPRESSED: schedule 'gone' is not defined",
            "ESCALATED: level 1 of 1 of 'own': nobody answered for 5m; tells bob",
            "INTENDED: level 1 of 1 of 'own': nobody answered for 5m");
  }

  @Test
  void allIsEverybodyOfAllLevels() {
    GroupClock clock =
        clock(
            "{'levels':[{'after':'5m','receivers':['bob']},{'after':'10m','schedules':['on-call']},"
                + "{'after':'20m','all':true}]}",
            ON_CALL);
    clock.place(A).to(30);

    assertThat(clock.told())
        .containsExactly(
            "0.08 operations firing L0 CPU",
            "5.08 bob firing L1 CPU",
            "10.08 bob firing L2 CPU",
            "20.08 bob firing L3 CPU");
  }

  @Test
  void whoIsToldOfAnEndAtThatMomentIsToldOfTheStartAllTheSame() {
    Alert first = firing("DISK", Severity.CRITICAL, T);
    GroupClock clock = clock("{'levels':[{'after':'6m','receivers':['bob']}]}");
    clock.place(first).to(7).command(first, Action.ACKNOWLEDGE, null).to(10);
    clock.place(A).to(15).end(first);
    clock.taken();
    clock.to(17);

    assertThat(clock.told())
        .containsExactly(
            "16.08 bob resolved L0 DISK",
            "16.08 operations firing L0 CPU+DISK",
            "16.08 bob firing L1 CPU");
  }

  @Test
  void levelsThatComeDueAtOnceTellEachOnce() {
    GroupClock clock =
        clock(
            "{'levels':[{'after':'5m','receivers':['bob']},{'after':'10m','receivers':['bob','ada']}]}");
    clock.place(A).to(1).downTo(20);

    assertThat(clock.taken())
        .filteredOn(n -> n.level() > 0)
        .extracting(AlertPipelineTest::said)
        .containsExactly(
            "ESCALATED: level 1 of 2 of 'own': nobody answered for 5m; tells bob",
            "INTENDED: level 1 of 2 of 'own': nobody answered for 5m",
            "ESCALATED: level 2 of 2 of 'own': nobody answered for 10m; tells ada;"
                + " told in this moment already: bob",
            "INTENDED: level 2 of 2 of 'own': nobody answered for 10m");
  }

  @Test
  void aLevelMaySayOverWhichChannels() {
    GroupClock clock =
        clock(
            "{'levels':[{'after':'5m','receivers':['ada'],'channels':['mail']},"
                + "{'after':'10m','receivers':['ada']}]}");
    clock.place(A).to(6);
    assertThat(channels(clock)).containsExactly("operations kafka", "ada mail", "ada mail-2");
    clock.to(11);
    assertThat(channels(clock)).containsExactly("ada kafka", "ada mail", "ada mail-2");
    clock.end(A).to(20);
    assertThat(channels(clock))
        .containsExactly("ada kafka", "ada mail", "ada mail-2", "operations kafka");
  }

  @Test
  void theEndGoesOverTheChannelsThatToldOfTheStart() {
    GroupClock clock = clock("{'levels':[{'after':'5m','receivers':['ada'],'channels':['mail']}]}");
    clock.place(A).to(6).end(A);
    channels(clock);
    clock.to(20);

    assertThat(channels(clock)).containsExactly("ada mail", "ada mail-2", "operations kafka");
  }

  @Test
  void aPolicyMayBeginAnew() {
    GroupClock clock = clock(REPEATED);
    clock.place(A).to(100);

    assertThat(clock.told())
        .containsExactly(
            "0.08 operations firing L0 CPU",
            "5.08 ada firing L1 CPU",
            "10.08 bob firing L2 CPU",
            "35.08 ada firing L1 CPU",
            "40.08 bob firing L2 CPU",
            "65.08 ada firing L1 CPU",
            "70.08 bob firing L2 CPU");
  }

  @Test
  void anAcknowledgementStopsTheRepetitionToo() {
    GroupClock clock = clock(REPEATED).place(A).to(20);
    clock.taken();
    clock.command(A, Action.ACKNOWLEDGE, null).to(110);

    assertThat(clock.told()).isEmpty();
  }

  @Test
  void afterAnOutageALevelThatIsDueTwiceTellsOnce() {
    GroupClock clock = clock(REPEATED).place(A).to(1);
    clock.taken();
    clock.downTo(50).to(100);

    assertThat(clock.taken())
        .filteredOn(n -> n.level() > 0)
        .extracting(n -> n.decision() + " " + n.receiver() + " " + n.reason())
        .containsExactly(
            "SUPPRESSED null level 1 of 2 of 'own' tells nobody: it came due again during an outage, and tells once",
            "SUPPRESSED null level 2 of 2 of 'own' tells nobody: it came due again during an outage, and tells once",
            "ESCALATED null level 1 of 2 of 'own', repetition 1: nobody answered for 5m; tells ada",
            "INTENDED ada level 1 of 2 of 'own', repetition 1: nobody answered for 5m",
            "ESCALATED null level 2 of 2 of 'own', repetition 1: nobody answered for 10m; tells bob",
            "INTENDED bob level 2 of 2 of 'own', repetition 1: nobody answered for 10m",
            "ESCALATED null level 1 of 2 of 'own', repetition 2: nobody answered for 5m; tells ada",
            "INTENDED ada level 1 of 2 of 'own', repetition 2: nobody answered for 5m",
            "ESCALATED null level 2 of 2 of 'own', repetition 2: nobody answered for 10m; tells bob",
            "INTENDED bob level 2 of 2 of 'own', repetition 2: nobody answered for 10m");
  }

  @Test
  void conditionsOfHourSeverityAndNumber() {
    Definition early =
        define(DefinitionKind.INTERVAL, "early", "{'intervals':[{'times':['00:00-00:12']}]}");
    GroupClock clock =
        clock(
            "{'levels':[{'after':'5m','receivers':['ada'],'when':{'during':['early']}},"
                + "{'after':'10m','receivers':['ada'],'when':{'outside':['early']}},"
                + "{'after':'15m','receivers':['ada'],'when':{'during':['early']}},"
                + "{'after':'20m','receivers':['bob'],'when':{'minAlerts':2}},"
                + "{'after':'25m','receivers':['bob'],'when':{'minSeverity':'emergency'}},"
                + "{'after':'30m','receivers':['bob'],'when':{'minSeverity':'critical','during':['gone']}}]}",
            early);
    clock.place(A).to(60);

    assertThat(clock.taken())
        .filteredOn(n -> n.level() > 0 && n.decision() != Decision.INTENDED)
        .extracting(n -> n.level() + " " + n.decision() + " " + n.reason().replaceAll(".*: ", ""))
        .containsExactly(
            "1 ESCALATED nobody answered for 5m; tells ada",
            "2 SUPPRESSED it is within 'early'",
            "3 SUPPRESSED it is outside of 'early'",
            "4 SUPPRESSED it takes 2 unanswered alerts, of which there is 1",
            "5 SUPPRESSED it takes emergency, and the worst is critical",
            "6 ESCALATED nobody answered for 30m; tells bob");
  }

  private static final String REPEATED =
      "{'levels':[{'after':'5m','receivers':['ada']},{'after':'10m','receivers':['bob']}],"
          + "'repeat':{'times':2,'every':'30m'}}";

  private static List<String> channels(GroupClock clock) {
    return clock.taken().stream()
        .filter(n -> n.decision() == Decision.INTENDED)
        .map(n -> n.receiver() + " " + n.channel())
        .toList();
  }

  private static GroupClock clock(String policy, Definition... more) {
    List<Definition> all = new ArrayList<>(Arrays.asList(more));
    all.add(define(DefinitionKind.ESCALATION, "own", policy));
    all.add(define(DefinitionKind.RECEIVER, "operations", "{'kafka':{'topic':'pages'}}"));
    all.add(define(DefinitionKind.RECEIVER, "bob", "{'kafka':{'topic':'pages'}}"));
    boolean mail = policy.contains("channels");
    all.add(
        define(
            DefinitionKind.RECEIVER,
            "ada",
            mail
                ? "{'kafka':{'topic':'pages'},'mail':{'to':['ada@example.org']},"
                    + "'also':[{'mail':{'to':['ada@home.example']}}]}"
                : "{'kafka':{'topic':'pages'}}"));
    Route shipped = EscalationPolicyTest.route(A);
    Route route =
        new Route(
            shipped.path(),
            "operations",
            "own",
            shipped.groupBy(),
            shipped.groupWait(),
            shipped.groupInterval(),
            shipped.repeatInterval(),
            List.of(),
            List.of());
    return new GroupClock(Definitions.of(all), route, T);
  }

  private static Definition define(DefinitionKind kind, String name, String spec) {
    return Fixtures.definition(kind, name, spec.replace('\'', '"'));
  }
}

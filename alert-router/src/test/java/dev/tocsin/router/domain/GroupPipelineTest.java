package dev.tocsin.router.domain;

import static dev.tocsin.router.domain.EscalationPolicyTest.clock;
import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.again;
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

/** Waiting, intervals, repetition, ends and snoozes of one group. */
class GroupPipelineTest {
  private static final Alert A = firing("A", "1", Severity.INFO, T);
  private static final Alert B = firing("B", "2", Severity.INFO, T + 1);

  @Test
  void aNewGroupWaitsAndTellsOnce() {
    GroupClock clock = clock(A).place(A).place(B).to(10);

    List<Notification> ledger = clock.taken();
    assertThat(ledger)
        .extracting(AlertPipelineTest::said)
        .containsExactly(
            "GROUPED: routed; the group gives its first notice in 10s",
            "GROUPED: routed; the group gives its first notice in 10s",
            "INTENDED: the group's first notice",
            "GROUPED: told to operations together with " + A.fingerprint());
    assertThat(ledger.get(2).alerts()).containsExactly(A, B);
    assertThat(ledger.get(2).fingerprint()).isEqualTo(A.fingerprint());
  }

  @Test
  void whatEndsBeforeAnybodyWasToldIsNeverTold() {
    GroupClock clock = clock(A).place(A).end(A).to(10);

    assertThat(clock.taken())
        .extracting(AlertPipelineTest::said)
        .containsExactly(
            "GROUPED: routed; the group gives its first notice in 10s",
            "SUPPRESSED: ended before anybody was told: cleared");
  }

  @Test
  void changesWaitForTheInterval() {
    GroupClock clock = clock(A).place(A).to(1);
    clock.taken();
    clock.place(B).to(4).end(A).to(6);

    assertThat(clock.told()).containsExactly("5.17 operations firing L0 A+B");
    clock.end(B).to(20);
    assertThat(clock.told()).containsExactly("10.17 operations resolved L0 B");
  }

  @Test
  void anUnchangedGroupIsRepeated() {
    GroupClock clock = clock(A).place(A).to(1);
    clock.command(A, Action.ACKNOWLEDGE, null).to(2);
    clock.taken();
    clock.to(9 * 60);

    assertThat(clock.told())
        .containsExactly("240.17 operations firing L0 A", "480.17 operations firing L0 A");
  }

  @Test
  void theSamePlacementAgainIsDeduplicated() {
    GroupClock clock = clock(A).place(A).to(1);
    clock.taken();
    clock.place(again(A, Severity.INFO, T + 1_000)).to(10);

    assertThat(clock.taken())
        .extracting(AlertPipelineTest::said)
        .containsExactly("DEDUPLICATED: routed; receivers know of it");
  }

  @Test
  void aWorseAlertIsNewsAndABetterOneIsNot() {
    GroupClock clock = clock(A).place(A).to(1);
    clock.taken();
    clock.place(again(A, Severity.WARNING, T + 1_000)).to(6);
    assertThat(clock.told()).hasSize(1);
    clock.place(again(A, Severity.INFO, T + 2_000)).to(14);
    assertThat(clock.told()).isEmpty();
  }

  @Test
  void aNewEpisodeEndsTheAcknowledgementOfTheOld() {
    GroupClock clock = clock(A).place(A).to(1);
    clock.command(A, Action.ACKNOWLEDGE, null).to(2).end(A);
    clock.taken();
    clock.place(firing("A", "1", Severity.INFO, clock.now() + 1)).to(21);

    assertThat(clock.told())
        .containsExactly("5.17 operations firing L0 A", "20.17 on-call-primary firing L1 A");
  }

  @Test
  void snoozedAlertsAreSilentAndComeBack() {
    GroupClock clock = clock(A).place(A).to(1);
    clock.taken();
    clock.command(A, Action.SNOOZE, T + Fixtures.minutes(100)).to(116);

    assertThat(clock.told())
        .containsExactly("100 operations firing L0 A", "115 on-call-primary firing L1 A");
  }

  @Test
  void theEndOfASnoozedAlertIsTold() {
    GroupClock clock = clock(A).place(A).to(1);
    clock.command(A, Action.SNOOZE, T + Fixtures.minutes(100)).to(10).end(A);
    clock.taken();
    clock.to(11);

    assertThat(clock.group().members()).isEmpty();
    assertThat(
            clock(A)
                .place(A)
                .to(1)
                .command(A, Action.SNOOZE, T + 9_999_999)
                .to(9)
                .end(A)
                .to(11)
                .told())
        .containsExactly("0.17 operations firing L0 A", "10.17 operations resolved L0 A");
  }

  @Test
  void anAlertThatLeftIsToldOfItsEndOnly() {
    GroupClock clock = clock(A).place(A).to(1);
    clock.taken();
    clock.hear(new GroupEvent.Left(again(A, Severity.CRITICAL, T + 5), "changed")).to(300);
    assertThat(clock.told()).isEmpty();
    clock.end(A).to(310);
    assertThat(clock.told()).containsExactly("300.17 operations resolved L0 A");
  }

  @Test
  void everyLifeOfAGroupHasItsOwnIds() {
    GroupClock clock = clock(A);
    for (int life = 0; life < 5; life++) {
      clock.place(firing("A", "1", Severity.INFO, T)).to(life * 20 + 8).end(A).to(life * 20 + 20);
    }

    assertThat(clock.told()).hasSize(10);
  }

  @Test
  void anEmptyGroupIsForgotten() {
    GroupClock clock = clock(A).place(A).to(1).end(A).to(10);
    assertThat(clock.group()).isNotNull();
    clock.to(Fixtures.RULES.forgetAfter().toMinutes() + 11);
    assertThat(clock.group()).isNull();
  }

  @Test
  void aReceiverThatIsNotDefinedIsNamed() {
    GroupClock clock =
        new GroupClock(Definitions.NONE, EscalationPolicyTest.route(A), T).place(A).to(1).end(A);

    assertThat(clock.taken())
        .extracting(AlertPipelineTest::said)
        .contains(
            "SUPPRESSED: no receiver 'operations' with a channel is defined: the group's first notice");
    assertThat(clock.group().members()).isEmpty();
  }

  @Test
  void aFullGroupSaysWhoFoundNoRoom() {
    GroupClock clock = clock(A);
    for (int i = 0; i <= OpenGroup.MOST_MEMBERS; i++) {
      clock.place(firing("A", "host-" + i, Severity.INFO, T));
    }
    List<Notification> ledger = clock.taken();
    assertThat(ledger.get(ledger.size() - 1).reason())
        .isEqualTo("the group is full: it has 400 alerts already");
  }

  @Test
  void aNotificationHoldsAHundredAlerts() {
    GroupClock clock = clock(A);
    for (int i = 0; i < 150; i++) {
      clock.place(firing("A", "host-" + i, Severity.INFO, T));
    }
    clock.to(1);
    assertThat(clock.taken())
        .filteredOn(n -> n.decision() == Decision.INTENDED)
        .extracting(n -> n.alerts().size())
        .containsExactly(100, 50);
  }

  @Test
  void commandsAboutStrangersChangeNothing() {
    GroupClock clock = clock(A).place(A).to(1);
    Group before = clock.group();
    clock.command(B, Action.ACKNOWLEDGE, null);

    assertThat(clock.group()).isEqualTo(before);
  }

  @Test
  void refreshedFiguresAreToldWithTheNextNotice() {
    GroupClock clock = clock(A).place(A);
    Alert newer = again(A, Severity.INFO, T + 5_000);
    clock.hear(new GroupEvent.Refreshed(newer)).to(1);

    assertThat(clock.taken())
        .filteredOn(n -> n.decision() == Decision.INTENDED)
        .flatExtracting(Notification::alerts)
        .containsExactly(newer);
  }
}

package dev.tocsin.router.domain;

import static dev.tocsin.router.domain.Fixtures.RULES;
import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.again;
import static dev.tocsin.router.domain.Fixtures.command;
import static dev.tocsin.router.domain.Fixtures.firing;
import static dev.tocsin.router.domain.Fixtures.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command.Action;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.Severity;
import dev.tocsin.router.domain.LifeStep.Addressed;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertPipelineTest {
  private static final Correlations CORRELATIONS = Correlations.of(Definitions.NONE);
  private static final Alert ALERT = firing("CPU", Severity.WARNING, T);

  private RouteTree tree = RouteTree.of(Fixtures.shipped("pages"));
  private AlertLife life;

  @Test
  void aFiringAlertIsPlacedWithTheReason() {
    LifeStep step = step(ALERT, T);

    assertThat(step.ledger()).isEmpty();
    assertThat(step.toGroups()).hasSize(1);
    Addressed to = step.toGroups().get(0);
    assertThat(to.groupKey())
        .isEqualTo("{\"alertname\"=\"CPU\",\"service\"=\"checkout\"}@operations:{}");
    GroupEvent.Placed placed = (GroupEvent.Placed) to.event();
    assertThat(placed.alert()).isEqualTo(ALERT);
    assertThat(placed.reason()).isEqualTo("route {} goes to operations, escalation default");
  }

  @Test
  void anUnchangedRepetitionIsRecordedRarelyAndRefreshesItsGroups() {
    step(ALERT, T);
    LifeStep first = step(again(ALERT, Severity.WARNING, T + 1_000), T + 1_000);
    LifeStep second = step(again(ALERT, Severity.WARNING, T + 2_000), T + 2_000);
    LifeStep third = step(again(ALERT, Severity.WARNING, T + 3_000), T + 3_000);
    LifeStep later = step(again(ALERT, Severity.WARNING, T + minutes(11)), T + minutes(11));

    assertThat(reasons(first)).containsExactly("DEDUPLICATED: fires already; its groups know it");
    assertThat(first.toGroups()).hasSize(1);
    assertThat(first.toGroups().get(0).event()).isInstanceOf(GroupEvent.Refreshed.class);
    assertThat(second.ledger()).isEmpty();
    assertThat(second.toGroups()).isEmpty();
    assertThat(third.ledger()).isEmpty();
    assertThat(reasons(later))
        .containsExactly(
            "DEDUPLICATED: fires already; its groups know it (2 times more since the last)");
  }

  @Test
  void nobodyIsPagedForWhatADependencyIsToBlameFor() {
    LifeStep held = step(ALERT.suppressedBy(List.of("database")), T);
    LifeStep released = step(again(ALERT, Severity.WARNING, T + 60_000), T + 60_000);

    assertThat(reasons(held)).containsExactly("SUPPRESSED: its dependency is down: database");
    assertThat(held.toGroups()).isEmpty();
    assertThat(released.toGroups())
        .singleElement()
        .satisfies(each -> assertThat(each.event()).isInstanceOf(GroupEvent.Placed.class));
  }

  @Test
  void aDependencyThatGoesDownLaterTakesTheAlertOutOfItsGroup() {
    step(ALERT, T);
    Alert later = again(ALERT, Severity.WARNING, T + 2_000);
    LifeStep held = step(later.suppressedBy(List.of("database")), T + 2_000);
    LifeStep again = step(again(ALERT, Severity.WARNING, T + 60_000), T + 60_000);

    assertThat(held.toGroups())
        .singleElement()
        .satisfies(
            each ->
                assertThat(((GroupEvent.Left) each.event()).reason())
                    .isEqualTo("its dependency is down: database"));
    assertThat(again.toGroups())
        .singleElement()
        .satisfies(each -> assertThat(each.event()).isInstanceOf(GroupEvent.Placed.class));
  }

  @Test
  void whatWasHeldBackAllTheTimeEndsUntold() {
    step(ALERT.suppressedBy(List.of("database")), T);
    LifeStep over = step(ALERT.resolved(T + 5_000, "cleared"), T + 5_000);

    assertThat(over.toGroups()).isEmpty();
    assertThat(reasons(over)).containsExactly("SUPPRESSED: nobody was told of its start");
  }

  @Test
  void olderAndDoubledChangesAreIgnored() {
    step(ALERT, T);
    step(ALERT.resolved(T + 5_000, "cleared"), T + 5_000);

    LifeStep late = step(again(ALERT, Severity.CRITICAL, T + 3_000), T + 6_000);
    LifeStep doubled = step(ALERT.resolved(T + 5_000, "cleared"), T + 7_000);

    assertThat(late.toGroups()).isEmpty();
    assertThat(reasons(late))
        .containsExactly("DEDUPLICATED: not newer than what is known of this alert already");
    assertThat(doubled.toGroups()).isEmpty();
    assertThat(doubled.ledger()).isEmpty();
    assertThat(life.alert().status()).isEqualTo(Alert.Status.RESOLVED);
  }

  @Test
  void anEndCountsAfterAStartOfTheSameInstant() {
    step(ALERT, T);

    assertThat(step(ALERT.resolved(T, "cleared"), T).toGroups()).hasSize(1);
    assertThat(step(ALERT, T).toGroups()).isEmpty();
  }

  @Test
  void anAlertThatGetsWorseMovesAndTheOldGroupHearsOfItsEnd() {
    step(ALERT, T);
    LifeStep worse = step(again(ALERT, Severity.CRITICAL, T + 1_000), T + 1_000);
    LifeStep over = step(ALERT.resolved(T + 2_000, "cleared"), T + 2_000);

    assertThat(worse.toGroups())
        .extracting(to -> to.event().getClass().getSimpleName())
        .containsExactly("Placed", "Left");
    assertThat(over.toGroups()).extracting(Addressed::groupKey).doesNotHaveDuplicates().hasSize(2);
    assertThat(over.toGroups())
        .extracting(to -> to.event().getClass().getSimpleName())
        .containsOnly("Ended");
  }

  @Test
  void whatHappenedLongAgoPagesNobody() {
    LifeStep stale = step(ALERT, T + minutes(61));
    LifeStep end = step(ALERT.resolved(T + 1_000, "cleared"), T + minutes(61));

    assertThat(reasons(stale)).containsExactly("SUPPRESSED: stale: replay of history");
    assertThat(stale.toGroups()).isEmpty();
    assertThat(end.toGroups()).isEmpty();
    assertThat(end.life().alert().status()).isEqualTo(Alert.Status.RESOLVED);
  }

  @Test
  void theEndOfWhatWasToldIsToldHoweverOld() {
    step(ALERT, T + minutes(59));

    LifeStep end = step(ALERT.resolved(T + 1_000, "cleared"), T + minutes(90));

    assertThat(end.toGroups()).hasSize(1);
  }

  @Test
  void aReplayThatCatchesUpPagesForWhatStillFires() {
    step(ALERT, T + minutes(120));

    LifeStep fresh = step(again(ALERT, Severity.WARNING, T + minutes(100)), T + minutes(121));

    assertThat(fresh.toGroups()).hasSize(1);
  }

  @Test
  void withoutARouteItIsSuppressedUntilThereIsOne() {
    tree = RouteTree.of(Definitions.NONE);
    LifeStep nowhere = step(ALERT, T);
    tree = RouteTree.of(Fixtures.shipped("pages"));
    LifeStep routed = step(again(ALERT, Severity.WARNING, T + 1_000), T + 1_000);

    assertThat(reasons(nowhere))
        .containsExactly("SUPPRESSED: no route: no route definition is named 'root'");
    assertThat(routed.toGroups()).hasSize(1);
  }

  @Test
  void anEndWithoutAStartIsSuppressed() {
    LifeStep end = step(ALERT.resolved(T, "cleared"), T);

    assertThat(reasons(end)).containsExactly("SUPPRESSED: ended, but its start was never seen");
    assertThat(end.toGroups()).isEmpty();
  }

  @Test
  void commandsReachAllGroupsOfTheAlert() {
    step(ALERT, T);
    step(again(ALERT, Severity.CRITICAL, T + 1_000), T + 1_000);

    LifeStep step =
        AlertPipeline.step(life, command(ALERT, Action.ACKNOWLEDGE, T + 2_000, null), T + 2_000);

    assertThat(step.toGroups()).hasSize(2);
    assertThat(step.toGroups()).allMatch(to -> to.event() instanceof GroupEvent.Commanded);
  }

  @Test
  void commandsAboutWhatIsNotFiringHaveNoEffectAndSaySo() {
    LifeStep unknown = AlertPipeline.step(null, command(ALERT, Action.ACKNOWLEDGE, T, null), T);
    step(ALERT, T);
    step(ALERT.resolved(T + 1, "cleared"), T + 1);
    LifeStep over = AlertPipeline.step(life, command(ALERT, Action.RESOLVE, T + 2, null), T + 2);

    assertThat(reasons(unknown))
        .containsExactly("SUPPRESSED: acknowledge by ada has no effect: no such alert is known");
    assertThat(reasons(over))
        .containsExactly("SUPPRESSED: resolve by ada has no effect: the alert is over");
  }

  @Test
  void aResolveByCommandIsPublishedAndHolds() {
    step(ALERT, T);
    LifeStep resolved =
        AlertPipeline.step(life, command(ALERT, Action.RESOLVE, T + 5_000, null), T + 5_000);
    life = resolved.life();
    LifeStep echo = step(resolved.published(), T + 5_100);
    LifeStep repeated = step(again(ALERT, Severity.WARNING, T + 9_000), T + 9_000);
    LifeStep worse = step(again(ALERT, Severity.CRITICAL, T + 10_000), T + 10_000);

    assertThat(resolved.published().status()).isEqualTo(Alert.Status.RESOLVED);
    assertThat(resolved.published().updatedAt()).isEqualTo(T + 5_000);
    assertThat(resolved.toGroups()).hasSize(1);
    assertThat(echo.toGroups()).isEmpty();
    assertThat(repeated.toGroups()).isEmpty();
    assertThat(reasons(repeated))
        .containsExactly(
            "DEDUPLICATED: resolved by ada; its source still repeats the same episode");
    assertThat(worse.toGroups()).hasSize(1);
  }

  @Test
  void aNewEpisodeAfterAResolveByCommandIsNews() {
    step(ALERT, T);
    life =
        AlertPipeline.step(life, command(ALERT, Action.RESOLVE, T + 5_000, null), T + 5_000).life();

    assertThat(step(firing("CPU", Severity.WARNING, T + 6_000), T + 6_000).toGroups()).hasSize(1);
  }

  @Test
  void whatIsOverIsForgottenAfterAWhile() {
    step(ALERT, T);
    assertThat(life.due(RULES.forgetAfter())).isNull();
    step(ALERT.resolved(T + 1_000, "cleared"), T + 2_000);
    assertThat(life.due(RULES.forgetAfter())).isEqualTo(T + 2_000 + RULES.forgetAfter().toMillis());
  }

  /** Every step starts from what the changelog would give back. */
  private LifeStep step(Alert alert, long now) {
    LifeStep step = AlertPipeline.step(life, alert, tree, CORRELATIONS, RULES, now);
    life = Json.read(Json.write(step.life()), AlertLife.class);
    assertThat(life).isEqualTo(step.life());
    return step;
  }

  private static List<String> reasons(LifeStep step) {
    return step.ledger().stream().map(AlertPipelineTest::said).toList();
  }

  static String said(Notification entry) {
    return entry.decision() + ": " + entry.reason();
  }

  @Test
  void ledgerRecordsAreAboutTheAlert() {
    Notification entry = step(ALERT, T + minutes(61)).ledger().get(0);

    assertThat(entry.fingerprint()).isEqualTo(ALERT.fingerprint());
    assertThat(entry.decision()).isEqualTo(Decision.SUPPRESSED);
    assertThat(entry.at()).isEqualTo(T + minutes(61));
    assertThat(entry.id()).hasSize(32);
  }
}

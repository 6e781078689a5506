package dev.tocsin.router.domain;

import static dev.tocsin.router.domain.Fixtures.RULES;
import static dev.tocsin.router.domain.Fixtures.T;
import static dev.tocsin.router.domain.Fixtures.minutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Json;
import dev.tocsin.events.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An alert that comes and goes, minute by minute, over the whole life of its flapping. */
class CalmTest {
  private static final RouteTree TREE = RouteTree.of(CorrelationTest.DEFINITIONS);
  private static final Correlations CORRELATIONS = Correlations.of(Definitions.NONE);

  private final List<String> heard = new ArrayList<>();
  private final List<String> ledger = new ArrayList<>();
  private AlertLife life;

  @Test
  void sixChangesInAnHourAreOneState() {
    for (int minute = 0; minute < 20; minute += 2) {
      fires(minute);
      ends(minute + 1);
    }

    // The third end is the sixth change; the fourth start tells that it flaps; then silence.
    assertThat(heard)
        .containsExactly("placed", "ended", "placed", "ended", "placed", "placed flapping");
    assertThat(ledger)
        .containsOnly(
            "SUPPRESSED: it flaps; its end is told when it is calm",
            "DEDUPLICATED: it flaps; its groups know it");
    assertThat(life.firing()).isTrue();
  }

  @Test
  void itsEndIsToldWhenItWasCalmForAnHour() {
    sixChangesInAnHourAreOneState();
    heard.clear();

    long due = life.due(RULES.forgetAfter());
    assertThat(due).isEqualTo(T + minutes(19 + 60));
    passes(due - 1);
    assertThat(heard).isEmpty();
    passes(due);

    assertThat(heard).containsExactly("ended: calm for 1h after 20 changes");
    assertThat(life.firing()).isFalse();
    fires(90);
    assertThat(heard).hasSize(2).last().isEqualTo("placed");
  }

  @Test
  void ifItFiresAllTheTimeSinceItIsAnOrdinaryAlertAgain() {
    sixChangesInAnHourAreOneState();
    fires(20);
    heard.clear();
    ledger.clear();

    passes(life.due(RULES.forgetAfter()));

    assertThat(heard).containsExactly("refreshed");
    assertThat(ledger).containsExactly("DEDUPLICATED: calm for 1h after 21 changes; it fires on");
    ends(85);
    assertThat(heard).last().isEqualTo("ended");
  }

  @Test
  void sixChangesInALongerTimeAreNone() {
    for (int minute = 0; minute < 200; minute += 30) {
      fires(minute);
      ends(minute + 15);
    }

    assertThat(heard).hasSize(14).doesNotContain("placed flapping");
  }

  @Test
  void whoeverResolvesItByCommandEndsTheFlapping() {
    sixChangesInAnHourAreOneState();
    life =
        AlertPipeline.step(
                life,
                Fixtures.command(
                    life.alert(), dev.tocsin.events.Command.Action.RESOLVE, T + minutes(20), null),
                T + minutes(20))
            .life();

    assertThat(life.firing()).isFalse();
    assertThat(life.flaps().flapping()).isFalse();
  }

  private void fires(int minute) {
    take(Fixtures.firing("CPU", Severity.WARNING, T + minutes(minute)), minute);
  }

  private void ends(int minute) {
    take(
        Fixtures.firing("CPU", Severity.WARNING, T + minutes(minute - 1))
            .resolved(T + minutes(minute), "cleared"),
        minute);
  }

  private void take(Alert alert, int minute) {
    heed(AlertPipeline.step(life, alert, TREE, CORRELATIONS, RULES, T + minutes(minute)));
  }

  private void passes(long now) {
    heed(AlertPipeline.step(life, now));
  }

  /** The next step starts from what the changelog would give back. */
  private void heed(LifeStep step) {
    life = Json.read(Json.write(step.life()), AlertLife.class);
    step.ledger().forEach(entry -> ledger.add(AlertPipelineTest.said(entry)));
    step.toGroups().forEach(to -> heard.add(said(to.event())));
  }

  private static String said(GroupEvent event) {
    if (event instanceof GroupEvent.Placed placed) {
      return placed.alert().annotations().containsKey("flapping") ? "placed flapping" : "placed";
    }
    if (event instanceof GroupEvent.Ended ended) {
      String why = ended.alert().reason();
      return why.startsWith("calm") ? "ended: " + why : "ended";
    }
    return "refreshed";
  }
}

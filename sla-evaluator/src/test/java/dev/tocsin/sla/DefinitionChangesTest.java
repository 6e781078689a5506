package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Verdict.Status;
import dev.tocsin.events.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Definitions come, change and go while the evaluator runs. */
class DefinitionChangesTest {
  private static final String AVAILABILITY =
      "{service: '*', indicator: {type: availability}, target: %s, evaluation: 10m}";

  private final Evaluator evaluator = new Evaluator();

  @AfterEach
  void close() {
    evaluator.close();
  }

  private void traffic() {
    for (int i = 0; i < 100; i++) {
      evaluator.request("shop", Duration.ofSeconds(i * 5), i % 10 != 0, i);
    }
    evaluator.settle();
  }

  @Test
  void newObjectiveIsJudgedFromWhatIsStored() {
    traffic();
    assertThat(evaluator.verdicts()).isEmpty();

    evaluator.objective("A", AVAILABILITY.formatted("0.95")).settle();

    assertThat(evaluator.verdict("A", "shop"))
        .returns(90L, Verdict::good)
        .returns(100L, Verdict::total)
        .returns(Status.VIOLATED, Verdict::status)
        .returns(Verdict.State.OPEN, Verdict::state);
    assertThat(evaluator.alerts()).hasSize(1);
  }

  @Test
  void boundThatWasDeclaredLaterIsEstimatedWithinTheSketchsError() {
    traffic();

    evaluator.objective(
        "L",
        "{service: shop, indicator: {type: latency, bound: 50}, target: 0.5, evaluation: 10m}");
    evaluator.settle();

    assertThat(evaluator.verdict("L", "shop").total()).isEqualTo(100);
    assertThat(evaluator.verdict("L", "shop").good()).isBetween(50L, 52L);
  }

  @Test
  void changedObjectiveGoesOnUnderItsNewVersion() {
    evaluator.objective("A", AVAILABILITY.formatted("0.95")).settle();
    traffic();
    Violation began = evaluator.violations().get(0);
    Verdict before = evaluator.verdict("A", "shop");

    evaluator.objective("A", AVAILABILITY.formatted("0.85")).settle();

    assertThat(evaluator.verdict("A", "shop"))
        .returns(100L, Verdict::total)
        .returns(Status.MET, Verdict::status)
        .returns(2L, Verdict::definitionVersion)
        .returns(before.periodEnd(), Verdict::periodEnd);
    assertThat(evaluator.violations())
        .singleElement()
        .returns(began.id(), Violation::id)
        .satisfies(each -> assertThat(each.ended()).isNotNull());
  }

  @Test
  void whatWasBeforeAnEditIsJudgedAsItWasPromisedThen() {
    evaluator.objective("A", AVAILABILITY.formatted("0.95")).settle();
    traffic();
    List<Verdict> published = evaluator.verdicts("A", Verdict.State.FINAL);

    long from = Evaluator.millis(Duration.ofMinutes(7));
    evaluator.declare(DefinitionKind.OBJECTIVE, "A", AVAILABILITY.formatted("0.85"), from).settle();
    assertThat(evaluator.verdict("A", "shop"))
        .returns(2L, Verdict::definitionVersion)
        .returns(90L, Verdict::good);
    // Late for a period that was over by then, and for one that was not.
    evaluator.request("shop", Duration.ofMinutes(3), false, 1);
    evaluator.request("shop", Duration.ofMinutes(12), true, 1).settle();

    List<Verdict> corrected = evaluator.verdicts("A", Verdict.State.CORRECTED);
    assertThat(corrected).isNotEmpty();
    for (Verdict each : corrected) {
      assertThat(each.definitionVersion()).isEqualTo(each.periodEnd() <= from ? 1 : 2);
      assertThat(each.target()).isEqualTo(each.periodEnd() <= from ? 0.95 : 0.85);
    }
    assertThat(corrected).extracting(Verdict::definitionVersion).contains(1L);
    // Every slice is final once, under the version of its end.
    assertThat(evaluator.verdicts("A", Verdict.State.FINAL))
        .startsWith(published.toArray(Verdict[]::new))
        .extracting(Verdict::periodEnd)
        .doesNotHaveDuplicates();
    Verdict last = evaluator.verdict("A", "shop");
    assertThat(last).returns(2L, Verdict::definitionVersion).returns(66L, Verdict::total);
  }

  @Test
  void untilAnEditComesIntoForceTheOldBoundIsCountedExactly() {
    String latency =
        "{service: shop, indicator: {type: latency, bound: %d}, target: 0.5, evaluation: 10m}";
    evaluator.objective("L", latency.formatted(100)).advance(Duration.ofSeconds(6));
    evaluator
        .declare(
            DefinitionKind.OBJECTIVE,
            "L",
            latency.formatted(50),
            Evaluator.millis(Duration.ofHours(1)))
        .settle();

    for (int i = 0; i < 20; i++) {
      evaluator.request("shop", Duration.ofSeconds(i), true, i < 10 ? 99.9 : 100.1);
    }
    evaluator.settle();

    assertThat(evaluator.verdict("L", "shop"))
        .returns(1L, Verdict::definitionVersion)
        .returns(100.0, Verdict::bound)
        .returns(10L, Verdict::good)
        .returns(20L, Verdict::total);
  }

  @Test
  void removedObjectiveResolvesWhatItFired() {
    evaluator.objective("A", AVAILABILITY.formatted("0.95")).settle();
    traffic();
    assertThat(evaluator.alerts()).extracting(Alert::status).contains(Alert.Status.FIRING);
    evaluator.violations();

    evaluator.remove("objective/A").settle();

    assertThat(evaluator.alerts())
        .singleElement()
        .returns(Alert.Status.RESOLVED, Alert::status)
        .returns("removed", Alert::reason);
    assertThat(evaluator.violations())
        .singleElement()
        .satisfies(each -> assertThat(each.ended()).isNotNull());
  }

  @Test
  void aServiceThatIsSilentForLongerThanRetentionIsForgotten() {
    evaluator.objective("A", AVAILABILITY.formatted("0.95")).settle();
    evaluator.request("shop", Duration.ZERO, false, 1).settle();
    evaluator.violations();
    evaluator.alerts();

    evaluator.harness().advance(Duration.ofHours(25));
    evaluator.advance(Duration.ofMinutes(3));

    assertThat(evaluator.violations())
        .singleElement()
        .satisfies(each -> assertThat(each.ended()).isNotNull());
    assertThat(evaluator.alerts()).singleElement().returns("forgotten", Alert::reason);
  }
}

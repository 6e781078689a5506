package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Verdict.State;
import dev.tocsin.events.Verdict.Status;
import dev.tocsin.events.Violation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows that are declared before, during and after the time that they are about. */
class MaintenanceTest {
  private static final String WINDOW = "{services: [shop], start: '2026-03-02T%sZ', duration: %s}";

  private final Evaluator evaluator = new Evaluator();

  @BeforeEach
  void declare() {
    evaluator
        .objective(
            "A", "{service: shop, indicator: {type: availability}, target: 0.9, evaluation: 10m}")
        .settle();
  }

  @AfterEach
  void close() {
    evaluator.close();
  }

  private void window(String name, String start, String duration) {
    evaluator.declare(DefinitionKind.MAINTENANCE, name, WINDOW.formatted(start, duration)).settle();
  }

  /** Half an hour; everything fails from the tenth minute to the fifteenth. */
  private void traffic() {
    for (int minute = 0; minute < 30; minute++) {
      for (int i = 0; i < 10; i++) {
        boolean bad = minute >= 10 && minute < 15;
        evaluator.request("shop", Duration.ofMinutes(minute).plusMillis(i), !bad, 10);
      }
    }
    evaluator.settle();
  }

  @Test
  void nothingBeginsDuringMaintenance() {
    window("upgrade", "10:10", "5m");
    traffic();

    assertThat(evaluator.violations()).isEmpty();
    assertThat(evaluator.alerts()).isEmpty();
    assertThat(evaluator.verdicts("A", State.FINAL))
        .isNotEmpty()
        .allMatch(each -> each.status() == Status.MET);
  }

  @Test
  void aWindowOfThePastCorrectsWhatWasPublished() {
    traffic();
    List<Violation> began = evaluator.violations();
    assertThat(began).isNotEmpty();
    assertThat(evaluator.alerts()).extracting(Alert::status).contains(Alert.Status.FIRING);

    window("upgrade", "10:10", "5m");

    List<Verdict> corrected = evaluator.verdicts("A", State.CORRECTED);
    // Every period that has one of the five minutes, and none of the others.
    assertThat(corrected).hasSize(14);
    assertThat(corrected)
        .allMatch(each -> each.status() == Status.MET && each.revision() == 2)
        .allMatch(each -> each.excluded().sli() < 1 && each.good() == each.total());
    assertThat(corrected.get(0).periodEnd()).isEqualTo(Evaluator.millis(Duration.ofMinutes(11)));
    assertThat(corrected.get(4))
        .returns(50L, Verdict::total)
        .returns(300_000L, each -> each.excluded().milliseconds());
    List<Violation> withdrawn = evaluator.violations();
    assertThat(withdrawn.get(withdrawn.size() - 1))
        .returns(began.get(0).id(), Violation::id)
        .returns(true, Violation::withdrawn);
  }

  @Test
  void aWindowOverSilenceCorrectsWhatWasSaidOfCoverage() {
    for (int minute = 0; minute < 30; minute++) {
      if (minute < 10 || minute >= 15) {
        evaluator.request("shop", Duration.ofMinutes(minute), true, 10);
      }
    }
    evaluator.settle();
    assertThat(evaluator.verdicts("A", State.FINAL))
        .filteredOn(each -> each.periodEnd() == Evaluator.millis(Duration.ofMinutes(20)))
        .extracting(Verdict::coverage)
        .containsExactly(0.5);

    window("upgrade", "10:10", "5m");

    assertThat(evaluator.verdicts("A", State.CORRECTED))
        .hasSize(14)
        .filteredOn(each -> each.periodEnd() == Evaluator.millis(Duration.ofMinutes(20)))
        .extracting(Verdict::coverage)
        .containsExactly(1.0);
  }

  @Test
  void theAlertOfAViolationThatNeverWasOneResolvesAsCorrected() {
    for (int minute = 0; minute < 15; minute++) {
      for (int i = 0; i < 10; i++) {
        evaluator.request("shop", Duration.ofMinutes(minute).plusMillis(i), minute < 12, 10);
      }
    }
    evaluator.settle();
    assertThat(evaluator.alerts()).last().returns(Alert.Status.FIRING, Alert::status);

    window("upgrade", "10:12", "1h");

    assertThat(evaluator.alerts())
        .last()
        .returns(Alert.Status.RESOLVED, Alert::status)
        .returns("corrected", Alert::reason);
    assertThat(evaluator.violations()).last().returns(true, Violation::withdrawn);
  }

  @Test
  void aWindowThatIsTakenBackLetsItCountAgain() {
    window("upgrade", "10:10", "5m");
    traffic();

    evaluator.remove("maintenance/upgrade").settle();

    List<Verdict> corrected = evaluator.verdicts("A", State.CORRECTED);
    assertThat(corrected).hasSize(14).allMatch(each -> each.excluded() == null);
    assertThat(corrected.get(4))
        .returns(50L, Verdict::good)
        .returns(100L, Verdict::total)
        .returns(Status.VIOLATED, Verdict::status);
    assertThat(evaluator.violations())
        .isNotEmpty()
        .first()
        .returns(Evaluator.millis(Duration.ofMinutes(11)), Violation::began);
  }

  @Test
  void aWindowOfTheFutureChangesNothingYet() {
    traffic();
    int before = evaluator.verdicts().size();

    window("upgrade", "11:00", "5m");
    assertThat(evaluator.verdicts()).hasSize(before);

    for (int minute = 55; minute < 62; minute++) {
      evaluator.request("shop", Duration.ofMinutes(minute), minute < 60, 10);
    }
    evaluator.settle();
    assertThat(evaluator.verdict("A", "shop"))
        .returns(5L, Verdict::good)
        .returns(5L, Verdict::total)
        .returns(120_000L, each -> each.excluded().milliseconds());
  }

  @Test
  void periodsThatAreNoLongerInMemoryAreCorrectedFromTheStoredSlices() {
    traffic();
    evaluator.request("shop", Duration.ofHours(5), true, 10).settle();

    window("upgrade", "10:10", "5m");

    assertThat(evaluator.verdicts("A", State.CORRECTED))
        .hasSize(14)
        .allMatch(each -> each.status() == Status.MET);
  }
}

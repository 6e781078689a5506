package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Verdict.State;
import dev.tocsin.events.Verdict.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sparse checks, from the topic to the verdict. */
class UptimeObjectivesTest {
  private final Evaluator evaluator = new Evaluator();

  @BeforeEach
  void declare() {
    evaluator
        .objective("U", "{service: shop, indicator: {type: uptime}, target: 0.9, evaluation: 30m}")
        .settle();
  }

  @AfterEach
  void close() {
    evaluator.close();
  }

  private void check(int minute, String more) {
    evaluator.check("shop", "http", Duration.ofMinutes(minute), more + ", intervalMs: 300000");
  }

  @Test
  void sparseResultsLeaveNoSilentMinutes() {
    for (int minute = 0; minute <= 30; minute += 5) {
      check(minute, "up: " + (minute != 10));
    }
    evaluator.advance(Duration.ofMinutes(2));

    List<Verdict> finals = evaluator.verdicts("U", State.FINAL);
    assertThat(finals).hasSizeGreaterThanOrEqualTo(29);
    assertThat(finals.get(28))
        .returns(24L, Verdict::good)
        .returns(29L, Verdict::total)
        .returns(Status.VIOLATED, Verdict::status);
    assertThat(evaluator.alerts()).extracting(Alert::status).contains(Alert.Status.FIRING);
  }

  @Test
  void silenceBeginsWhenTheIntervalIsOver() {
    check(0, "up: true");
    evaluator.advance(Duration.ofMinutes(12));

    Verdict last = evaluator.verdicts("U", State.FINAL).get(9);
    assertThat(last)
        .returns(Evaluator.millis(Duration.ofMinutes(10)), Verdict::periodEnd)
        .returns(5L, Verdict::total)
        .returns(5 / 30.0, Verdict::coverage);
  }

  @Test
  void aLateResultCorrectsTheMinutesThatItVouchesFor() {
    check(0, "up: true");
    check(5, "up: true");
    check(15, "up: true");
    evaluator.settle();

    check(10, "up: false");
    evaluator.settle();

    List<Verdict> corrected = evaluator.verdicts("U", State.CORRECTED);
    assertThat(corrected).isNotEmpty();
    assertThat(corrected.get(corrected.size() - 1))
        .returns(Evaluator.millis(Duration.ofMinutes(14)), Verdict::periodEnd)
        .returns(10L, Verdict::good)
        .returns(14L, Verdict::total);
  }

  @Test
  void theProbersFailureAndForgivenReasonsHurtNobody() {
    evaluator
        .objective(
            "U",
            "{service: shop, indicator: {type: uptime}, target: 0.9, evaluation: 30m,"
                + " excludedReasons: [NETWORK_ISSUE]}")
        .settle();
    check(0, "up: true");
    check(5, "unknown: true");
    check(10, "up: false, reason: network_issue");
    check(15, "up: true");
    evaluator.settle();

    assertThat(evaluator.verdict("U", "shop"))
        .returns(6L, Verdict::good)
        .returns(6L, Verdict::total)
        .returns(300_000L, each -> each.excluded().milliseconds());
    assertThat(evaluator.alerts()).isEmpty();
    assertThat(evaluator.deadLetters()).isEmpty();
  }
}

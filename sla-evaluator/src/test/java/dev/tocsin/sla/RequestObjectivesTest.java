package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.Slice;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Verdict.State;
import dev.tocsin.events.Verdict.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestObjectivesTest {
  private static final String AVAILABILITY =
      "{service: shop, indicator: {type: availability}, target: 0.99, evaluation: 1h}";

  private final Evaluator evaluator = new Evaluator();

  @AfterEach
  void close() {
    evaluator.close();
  }

  @Test
  void openVerdictCountsWhatCame() {
    evaluator.objective("A", AVAILABILITY);
    for (int i = 0; i < 100; i++) {
      evaluator.request("shop", Duration.ofSeconds(i % 60), i != 7, 10);
    }
    evaluator.settle();

    Verdict verdict = evaluator.verdict("A", "shop");
    assertThat(verdict.state()).isEqualTo(State.OPEN);
    assertThat(verdict.good()).isEqualTo(99);
    assertThat(verdict.total()).isEqualTo(100);
    assertThat(verdict.sli()).isEqualTo(0.99);
    assertThat(verdict.status()).isEqualTo(Status.MET);
    assertThat(verdict.budgetRemaining()).isCloseTo(0, within(1e-12));
    assertThat(verdict.coverage()).isEqualTo(1 / 60.0);
    assertThat(verdict.windowFull()).isFalse();
    assertThat(verdict.provenance())
        .containsExactly(new Verdict.Provenance("telemetry.requests", 0, 0, 99));
  }

  @Test
  void silenceMakesTheSliceFinalWithinLatenessAndTwoSeconds() {
    evaluator.objective("A", AVAILABILITY);
    evaluator.request("shop", Duration.ZERO, true, 10).settle();
    evaluator.advance(Duration.ofSeconds(118));
    assertThat(evaluator.verdicts("A", State.FINAL)).isEmpty();

    evaluator.advance(Duration.ofMillis(2_500));

    assertThat(evaluator.verdicts("A", State.FINAL))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.periodEnd()).isEqualTo(Evaluator.millis(Duration.ofMinutes(1)));
              assertThat(verdict.total()).isEqualTo(1);
            });
  }

  @Test
  void latencyThresholdCountsExactly() {
    evaluator.objective(
        "L", "{service: '*', indicator: {type: latency, bound: 100}, target: 0.5, evaluation: 1h}");
    for (int i = 1; i <= 200; i++) {
      evaluator.request("shop", Duration.ofMillis(10 * i), true, i);
    }
    evaluator.settle();

    Verdict verdict = evaluator.verdict("L", "shop");
    assertThat(verdict.good()).isEqualTo(100);
    assertThat(verdict.total()).isEqualTo(200);
    List<Slice> slices = evaluator.slices();
    assertThat(slices.get(slices.size() - 1).within()).containsEntry("100", 100L);
  }
}

package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.Json;
import dev.tocsin.events.Slice;
import dev.tocsin.events.Verdict;
import dev.tocsin.sla.stream.EvaluatorMetrics.Figure;
import dev.tocsin.sla.stream.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Silence closes slices; clocks that are wrong close nobody else's. */
class ClosingTest {
  private static final String AVAILABILITY =
      "{service: '*', indicator: {type: availability}, target: 0.9, evaluation: 5m}";
  private static final Duration TOMORROW = Duration.ofDays(1);
  private static final Duration ANCIENT = Duration.ofDays(-20_000);

  private static Evaluator evaluator() {
    return new Evaluator(Settings.defaults(), Evaluator.T0.plusSeconds(30))
        .objective("A", AVAILABILITY)
        .settle();
  }

  @Test
  void oneEventAndThenNothing() {
    try (Evaluator evaluator = evaluator()) {
      evaluator.request("quiet", Duration.ofSeconds(30), true, 5);

      // The slice ends after 30 s, and the lateness takes a minute.
      evaluator.advance(Duration.ofSeconds(89));
      assertThat(evaluator.verdicts("A", Verdict.State.FINAL)).isEmpty();
      assertThat(evaluator.slices()).isNotEmpty().noneMatch(Slice::closed);

      evaluator.advance(Duration.ofSeconds(3));
      assertThat(evaluator.verdicts("A", Verdict.State.FINAL))
          .singleElement()
          .returns(Evaluator.millis(Duration.ofMinutes(1)), Verdict::periodEnd)
          .returns(1L, Verdict::total);
      assertThat(evaluator.slices()).singleElement().returns(true, Slice::closed);
    }
  }

  /** So that whoever waits for a violation does not wait for everybody's final verdicts. */
  @Test
  void theEndOfAMinuteIsSpreadWhereMuchEnds() {
    try (Evaluator evaluator = evaluator()) {
      for (int i = 0; i < 400; i++) {
        evaluator.request("service-" + i, Duration.ofSeconds(30), true, 5);
      }
      evaluator.advance(Duration.ofSeconds(89));
      int before = 0;
      int most = 0;
      int steps = 0;
      while (before < 400 && steps++ < 200) {
        evaluator.harness().advance(Duration.ofMillis(20));
        int now = evaluator.verdicts("A", Verdict.State.FINAL).size();
        most = Math.max(most, now - before);
        before = now;
      }
      assertThat(most).isBetween(1, 100);
      evaluator.settle();
      assertThat(evaluator.verdicts("A", Verdict.State.FINAL))
          .hasSize(400)
          .extracting(Verdict::service)
          .doesNotHaveDuplicates();
    }
  }

  /** What comes for a minute that ended is late, also where its verdict still waits. */
  @Test
  void lateEventsCorrectWhatIsStillToBeClosed() {
    try (Evaluator evaluator = evaluator()) {
      for (int i = 0; i < 400; i++) {
        evaluator.request("service-" + i, Duration.ofSeconds(30), true, 5);
      }
      evaluator.advance(Duration.ofSeconds(89));
      while (evaluator.verdicts("A", Verdict.State.FINAL).isEmpty()) {
        evaluator.harness().advance(Duration.ofMillis(20));
      }
      for (int i = 0; i < 400; i++) {
        evaluator.request("service-" + i, Duration.ofSeconds(31), false, 5);
      }
      evaluator.advance(Duration.ofSeconds(5));
      assertThat(evaluator.verdicts("A", Verdict.State.FINAL))
          .hasSize(400)
          .allSatisfy(each -> assertThat(each.total()).isEqualTo(1));
      assertThat(evaluator.verdicts("A", Verdict.State.CORRECTED))
          .hasSize(400)
          .allSatisfy(each -> assertThat(each.total()).isEqualTo(2));
    }
  }

  @Test
  void silenceOfOneIsNotHeldUpOrHurriedByAnother() {
    try (Evaluator evaluator = evaluator()) {
      evaluator.request("quiet", Duration.ofSeconds(30), true, 5);
      for (int second = 30; second < 122; second++) {
        // As seldom as on a partition that comes late, and one that is a minute ahead.
        evaluator.request("behind", Duration.ofSeconds(second / 10), true, 5);
        evaluator.request("ahead", Duration.ofSeconds(second + 60), true, 5);
        evaluator.harness().advance(Duration.ofSeconds(1));
        assertThat(evaluator.verdicts("A", Verdict.State.FINAL))
            .filteredOn(each -> each.service().equals("quiet"))
            .hasSizeLessThanOrEqualTo(second < 119 ? 0 : 1);
      }
      assertThat(evaluator.verdicts("A", Verdict.State.FINAL))
          .filteredOn(each -> each.service().equals("quiet"))
          .hasSize(1);
    }
  }

  @Test
  void oneRecordDatedTomorrowChangesNothing() {
    try (Evaluator with = evaluator();
        Evaluator without = evaluator()) {
      assertThat(verdicts(with, TOMORROW)).isEqualTo(verdicts(without, null));
      assertThat(with.deadLetters())
          .singleElement()
          .satisfies(
              letter ->
                  assertThat(
                          new String(
                              letter.headers().lastHeader(DeadLetter.REASON).value(),
                              StandardCharsets.UTF_8))
                      .contains("future"));
      assertThat(with.metrics.get(Figure.REJECTED)).isEqualTo(1);
    }
  }

  @Test
  void oneAncientRecordChangesNothing() {
    try (Evaluator with = evaluator();
        Evaluator without = evaluator()) {
      assertThat(verdicts(with, ANCIENT)).isEqualTo(verdicts(without, null));
      assertThat(with.deadLetters()).hasSize(1);
      assertThat(with.metrics.get(Figure.REJECTED)).isEqualTo(1);
    }
  }

  /** Also when it is the first of its service: others do not notice. */
  @Test
  void ancientBeginningHurtsNobodyElse() {
    try (Evaluator with = evaluator();
        Evaluator without = evaluator()) {
      with.request("shop", ANCIENT, false, 5).settle();
      without.settle();

      assertThat(verdicts(with, null))
          .filteredOn(each -> each.contains("bank"))
          .isEqualTo(verdicts(without, null).stream().filter(e -> e.contains("bank")).toList());
    }
  }

  /** Final verdicts of three minutes of two services, one of which also sends something else. */
  private static List<String> verdicts(Evaluator evaluator, Duration strange) {
    for (int second = 30; second < 200; second += 5) {
      evaluator.request("shop", Duration.ofSeconds(second), second % 7 != 0, 5);
      evaluator.request("bank", Duration.ofSeconds(second), second % 3 != 0, 5);
      if (second == 100 && strange != null) {
        evaluator.request("bank", strange, false, 5);
      }
      evaluator.advance(Duration.ofSeconds(5));
    }
    evaluator.advance(Duration.ofSeconds(125));
    return evaluator.verdicts("A", Verdict.State.FINAL).stream()
        .map(ClosingTest::withoutOffsets)
        .toList();
  }

  private static String withoutOffsets(Verdict verdict) {
    ObjectNode json = Json.mapper().valueToTree(verdict);
    json.remove("provenance");
    return json.toString();
  }
}

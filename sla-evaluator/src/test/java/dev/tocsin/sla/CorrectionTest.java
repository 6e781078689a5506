package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.events.Alert;
import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Verdict.State;
import dev.tocsin.events.Verdict.Status;
import dev.tocsin.events.Violation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Late data is corrected, not lost. */
class CorrectionTest {
  private static final String AVAILABILITY =
      "{service: shop, indicator: {type: availability}, target: 0.9, evaluation: 5m}";

  private final Evaluator evaluator = new Evaluator();

  @BeforeEach
  void declare() {
    evaluator.objective("A", AVAILABILITY).settle();
  }

  @AfterEach
  void close() {
    evaluator.close();
  }

  private void minute(int minute, int good, int bad) {
    for (int i = 0; i < good + bad; i++) {
      evaluator.request("shop", Duration.ofMinutes(minute).plusMillis(i), i < good, 10);
    }
  }

  @Test
  void lateEventCorrectsEveryFinalVerdictThatItIsIn() {
    for (int i = 0; i < 5; i++) {
      minute(i, 10, 0);
    }
    evaluator.advance(Duration.ofSeconds(125));
    assertThat(evaluator.verdicts("A", State.FINAL)).hasSizeGreaterThanOrEqualTo(5);

    evaluator.request("shop", Duration.ofMinutes(1), false, 10).settle();

    List<Verdict> corrected = evaluator.verdicts("A", State.CORRECTED);
    assertThat(corrected).hasSizeGreaterThanOrEqualTo(4);
    assertThat(corrected.get(0))
        .returns(Evaluator.millis(Duration.ofMinutes(2)), Verdict::periodEnd)
        .returns(20L, Verdict::good)
        .returns(21L, Verdict::total);
    for (Verdict each : corrected) {
      Verdict original =
          evaluator.verdicts("A", State.FINAL).stream()
              .filter(verdict -> verdict.periodEnd() == each.periodEnd())
              .findFirst()
              .orElseThrow();
      assertThat(original.revision()).isEqualTo(1);
      assertThat(each.revision()).isEqualTo(2);
      assertThat(each.total()).isEqualTo(original.total() + 1);
    }
  }

  @Test
  void firstSliceOfAllIsCorrectedAlsoWhenItsFirstMinutesNeverWere() {
    evaluator
        .objective(
            "SLOW",
            "{service: shop, indicator: {type: availability}, target: 0.9, measurement: 10m,"
                + " evaluation: 20m}")
        .settle();
    minute(3, 10, 0);
    // So far ahead that the first slice is not in memory any more.
    evaluator.request("shop", Duration.ofMinutes(200), true, 10).settle();

    evaluator.request("shop", Duration.ofMinutes(4), false, 10);
    evaluator.advance(Duration.ofSeconds(30));

    assertThat(evaluator.verdicts("SLOW", State.CORRECTED))
        .filteredOn(each -> each.periodEnd() == Evaluator.millis(Duration.ofMinutes(10)))
        .singleElement()
        .returns(10L, Verdict::good)
        .returns(11L, Verdict::total);
  }

  @Test
  void correctionWithdrawsAViolationAndResolvesItsAlert() {
    minute(0, 8, 2);
    evaluator.advance(Duration.ofSeconds(125));
    assertThat(evaluator.violations())
        .singleElement()
        .returns("medium", Violation::severity)
        .returns(null, Violation::ended);
    Alert fired = evaluator.alerts().get(0);
    assertThat(fired.status()).isEqualTo(Alert.Status.FIRING);

    // The rest of that minute was on its way.
    minute(0, 90, 0);
    evaluator.settle();

    assertThat(evaluator.violations())
        .singleElement()
        .returns(true, Violation::withdrawn)
        .returns(2L, Violation::revision);
    assertThat(evaluator.alerts())
        .filteredOn(each -> each.fingerprint().equals(fired.fingerprint()))
        .singleElement()
        .returns(Alert.Status.RESOLVED, Alert::status)
        .returns("corrected", Alert::reason);
    assertThat(evaluator.verdict("A", "shop").status()).isEqualTo(Status.MET);
  }

  /** Its other periods stay violated: it is one violation until a slice that turned out met. */
  @Test
  void correctionEndsAViolationEarlier() {
    evaluator.objective("A", AVAILABILITY.replace("5m", "3m")).settle();
    minute(0, 0, 2);
    minute(1, 8, 0);
    evaluator.settle();
    minute(2, 12, 0);
    minute(3, 10, 0);
    evaluator.settle();
    evaluator.advance(Duration.ofSeconds(125));
    assertThat(last(evaluator.violations()))
        .returns(Evaluator.millis(Duration.ZERO), Violation::began)
        .returns(Evaluator.millis(Duration.ofMinutes(2)), Violation::ended);

    minute(1, 20, 0);
    evaluator.settle();

    assertThat(last(evaluator.violations()))
        .returns(Evaluator.millis(Duration.ZERO), Violation::began)
        .returns(Evaluator.millis(Duration.ofMinutes(1)), Violation::ended)
        .returns(false, Violation::withdrawn);
    assertThat(last(evaluator.alerts())).returns(Alert.Status.RESOLVED, Alert::status);
  }

  /** The same while it goes on: the newest slice that is final is the one that turns out met. */
  @Test
  void correctionEndsAViolationThatGoesOn() {
    evaluator.objective("A", AVAILABILITY.replace("5m", "3m")).settle();
    minute(0, 0, 2);
    minute(1, 8, 0);
    evaluator.advance(Duration.ofSeconds(125));
    assertThat(last(evaluator.violations())).returns(null, Violation::ended);

    minute(1, 20, 0);
    evaluator.settle();

    assertThat(last(evaluator.violations()))
        .returns(Evaluator.millis(Duration.ZERO), Violation::began)
        .returns(Evaluator.millis(Duration.ofMinutes(1)), Violation::ended)
        .returns(false, Violation::withdrawn);
    assertThat(last(evaluator.alerts()))
        .returns(Alert.Status.RESOLVED, Alert::status)
        .returns("corrected", Alert::reason);
  }

  @Test
  void correctionPartsAViolationThatGoesOn() {
    evaluator.objective("A", AVAILABILITY.replace("5m", "1m")).settle();
    for (int i = 0; i < 5; i++) {
      minute(i, 8, 2);
    }
    evaluator.advance(Duration.ofSeconds(125));
    assertThat(last(evaluator.violations())).returns(null, Violation::ended);

    minute(2, 90, 0);
    evaluator.settle();

    assertThat(evaluator.violations())
        .extracting(Violation::began, Violation::ended)
        .containsExactly(
            tuple(Evaluator.millis(Duration.ZERO), Evaluator.millis(Duration.ofMinutes(2))),
            tuple(Evaluator.millis(Duration.ofMinutes(3)), null));
    assertThat(last(evaluator.alerts())).returns(Alert.Status.FIRING, Alert::status);
  }

  private static <T> T last(List<T> all) {
    return all.get(all.size() - 1);
  }

  @Test
  void correctionCanBeginAViolationOfThePast() {
    for (int i = 0; i < 12; i++) {
      minute(i, 10, 0);
    }
    evaluator.settle();
    evaluator.violations();

    for (int i = 0; i < 5; i++) {
      evaluator.request("shop", Duration.ofMinutes(2), false, 10);
    }
    evaluator.settle();

    List<Violation> changes = evaluator.violations();
    Violation last = changes.get(changes.size() - 1);
    assertThat(last.began()).isEqualTo(Evaluator.millis(Duration.ofMinutes(2)));
    assertThat(last.ended()).isEqualTo(Evaluator.millis(Duration.ofMinutes(4)));
    assertThat(changes).allMatch(each -> each.id().equals(last.id()));
    // Nobody is paged for the past.
    assertThat(evaluator.alerts()).isEmpty();
  }

  @Test
  void oldPeriodsAreJudgedAgainFromTheStoredSlices() {
    minute(0, 10, 0);
    minute(300, 10, 0);
    evaluator.settle();

    evaluator.request("shop", Duration.ofSeconds(30), false, 10).settle();

    List<Verdict> corrected = evaluator.verdicts("A", State.CORRECTED);
    assertThat(corrected)
        .extracting(Verdict::periodEnd)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, 5)
                .mapToObj(i -> Evaluator.millis(Duration.ofMinutes(i)))
                .toList());
    assertThat(corrected).allMatch(each -> each.total() == 11 && each.good() == 10);
    assertThat(corrected).allMatch(each -> each.revision() == 2);
  }

  @Test
  void whatIsOlderThanRetentionGoesToTheDeadLetters() {
    minute(0, 1, 0);
    evaluator.request("shop", Duration.ofHours(26), true, 10).settle();
    Verdict before = evaluator.verdict("A", "shop");

    evaluator.request("shop", Duration.ZERO, false, 10).settle();

    assertThat(evaluator.deadLetters())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(new String(letter.getValue(), StandardCharsets.UTF_8))
                  .contains("\"success\":false");
              assertThat(
                      new String(
                          letter.headers().lastHeader(DeadLetter.REASON).value(),
                          StandardCharsets.UTF_8))
                  .contains("too old");
            });
    assertThat(evaluator.verdict("A", "shop")).isEqualTo(before);
  }

  @Test
  void aViolationThatGoesOnLongerThanAnythingIsKeptStaysTheSame() {
    evaluator.objective("A", AVAILABILITY.replace("5m", "2h")).settle();
    for (int hour = 0; hour < 30; hour++) {
      evaluator.request("shop", Duration.ofHours(hour), false, 10).settle();
    }
    evaluator.settle();

    assertThat(evaluator.violations())
        .isNotEmpty()
        .allMatch(each -> each.ended() == null)
        .extracting(Violation::began)
        .containsOnly(Evaluator.millis(Duration.ZERO));
  }
}

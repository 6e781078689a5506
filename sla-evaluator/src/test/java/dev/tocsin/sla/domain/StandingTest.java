package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Where violations begin and end, whatever open verdicts happened to be published. */
class StandingTest {
  private static final String SPEC =
      "{service: s, indicator: {type: availability}, target: 0.9, evaluation: 1m}";

  private final Objective objective = Judged.objective(SPEC);
  private final Standing standing = new Standing();
  private final List<Violation> published = new ArrayList<>();

  /** Takes a verdict as the evaluator does; says from when to when there are violations then. */
  private List<String> judged(long minute, boolean met) {
    return judged(minute, met, objective.slotOf(minute(minute)) < standing.judged());
  }

  private List<String> judged(long minute, boolean met, boolean isFinal) {
    long number = objective.slotOf(minute(minute));
    Judged one = new Judged(SPEC);
    Judgement figures = one.requests(minute, 10, met ? 0 : 9, 1).at(minute);
    Verdict verdict =
        Verdicts.of(
            one.progress, null, "s", number, figures, Verdict.State.OPEN, FinalVerdict.NONE);
    Standing.Change change = standing.judged(objective, number, verdict, figures, minute(minute));
    if (change != null) {
      put(change.violation());
    }
    if (isFinal) {
      List<Violation> known =
          published.stream().sorted(Comparator.comparingLong(Violation::began)).toList();
      Boundaries.Evidence evidence = Boundaries.Evidence.of(objective, verdict, figures);
      Boundaries boundaries = new Boundaries(known, objective, number, number, n -> evidence);
      boundaries.take(number, verdict.status());
      for (Boundaries.Moved each : boundaries.moved(number >= standing.judged())) {
        put(each.is());
      }
      standing.settled(newest(), number);
    }
    return spans();
  }

  private Violation newest() {
    return published.stream()
        .max(
            Comparator.comparing((Violation each) -> !each.withdrawn())
                .thenComparing(Violation::began))
        .orElse(null);
  }

  private void put(Violation violation) {
    published.removeIf(each -> each.id().equals(violation.id()));
    published.add(violation);
  }

  /** "1-3" began with minute 1 and ended with minute 3, "4-" goes on. */
  private List<String> spans() {
    return published.stream()
        .filter(each -> !each.withdrawn())
        .sorted(Comparator.comparingLong(Violation::began))
        .map(
            each ->
                (each.began() - Judged.T0) / Judged.MINUTE
                    + "-"
                    + (each.ended() == null ? "" : (each.ended() - Judged.T0) / Judged.MINUTE))
        .toList();
  }

  private static long minute(long number) {
    return Judged.T0 + number * Judged.MINUTE;
  }

  @Test
  void lastsFromTheFirstViolatedSliceToTheFirstMetOne() {
    assertThat(judged(0, true)).isEmpty();
    assertThat(judged(1, false)).containsExactly("1-");
    assertThat(judged(2, false)).containsExactly("1-");
    assertThat(judged(3, true)).containsExactly("1-3");
    assertThat(standing.ongoing()).isFalse();
  }

  @Test
  void goesOnWhenTheSliceThatEndedItTurnsOutViolated() {
    judged(1, false);
    assertThat(judged(2, true)).containsExactly("1-2");

    assertThat(judged(2, false)).containsExactly("1-");
    assertThat(published).hasSize(1);
  }

  @Test
  void endsWithTheMetSliceThatNobodyLookedAtWhileItWasOpen() {
    judged(1, false);
    assertThat(judged(5, true)).containsExactly("1-5");

    assertThat(judged(2, false)).containsExactly("1-5");
    assertThat(judged(3, true)).containsExactly("1-3", "4-5");
    assertThat(judged(4, true)).containsExactly("1-3");
  }

  @Test
  void lastsLongerWhenSlicesBehindItTurnOutViolated() {
    judged(1, false);
    judged(2, true);
    judged(6, true);

    assertThat(judged(2, false)).containsExactly("1-3");
    assertThat(judged(3, false)).containsExactly("1-4");
    assertThat(judged(4, true)).containsExactly("1-4");
    assertThat(judged(5, false)).containsExactly("1-4", "5-6");
  }

  @Test
  void beginsLaterOrEarlierAsItsFirstSliceTurnsOut() {
    judged(2, false);
    judged(3, false);

    assertThat(judged(2, true)).containsExactly("3-");
    assertThat(judged(2, false)).containsExactly("2-");
    assertThat(standing.violation().ended()).isNull();
  }

  @Test
  void twoBecomeOneWhenTheSliceBetweenTurnsOutViolated() {
    judged(1, false);
    judged(2, true);
    assertThat(judged(3, false)).containsExactly("1-2", "3-");

    assertThat(judged(2, false)).containsExactly("1-");
    assertThat(published).filteredOn(Violation::withdrawn).hasSize(1);
    assertThat(standing.ongoing()).isTrue();
    assertThat(judged(4, true)).containsExactly("1-4");
  }

  @Test
  void oneBecomesTwoWhenASliceWithinTurnsOutMet() {
    judged(1, false);
    judged(2, false);
    judged(3, false);

    assertThat(judged(2, true)).containsExactly("1-2", "3-");
    assertThat(standing.violation().began()).isEqualTo(minute(3));
    assertThat(judged(4, true)).containsExactly("1-2", "3-4");
  }

  @Test
  void aGapIsNotBridged() {
    judged(9, false);

    assertThat(judged(5, false)).containsExactly("5-6", "9-");
  }

  @RepeatedTest(20)
  void finalVerdictsAloneDecide(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int slices = 60;
    int lag = random.nextInt(4);
    boolean[] met = new boolean[slices];
    int behind = 0;
    for (int head = 0; head < slices; head++) {
      met[head] = random.nextInt(3) > 0;
      // Some slices are never looked at while they are open, some several times.
      for (int looks = random.nextInt(3); looks > 0; looks--) {
        boolean looksMet = random.nextInt(4) == 0 ? !met[head] : met[head];
        judged(head, looksMet, false);
      }
      while (behind < head - lag) {
        judged(behind, met[behind++], true);
      }
    }
    while (behind < slices) {
      judged(behind, met[behind++], true);
    }

    List<String> expected = new ArrayList<>();
    for (int at = 0, began = -1; at <= slices; at++) {
      boolean good = at < slices && met[at];
      if (began >= 0 && (good || at == slices)) {
        expected.add(began + "-" + (good ? at : ""));
        began = -1;
      } else if (began < 0 && at < slices && !met[at]) {
        began = at;
      }
    }
    assertThat(spans()).isEqualTo(expected);
  }
}

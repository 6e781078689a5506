package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import org.junit.jupiter.api.Test;

/** Where violations begin and end, whatever open verdicts happened to be published. */
class StandingTest {
  private final Judged judged =
      new Judged("{service: s, indicator: {type: availability}, target: 0.9, evaluation: 1m}");
  private final Standing standing = new Standing();

  private Violation judged(long minute, boolean met) {
    long number = judged.objective.slotOf(minute(minute));
    Judged one =
        new Judged("{service: s, indicator: {type: availability}, target: 0.9, evaluation: 1m}");
    Judgement figures = one.requests(minute, 10, met ? 0 : 9, 1).at(minute);
    Verdict verdict =
        Verdicts.of(
            one.progress, null, "s", number, figures, Verdict.State.OPEN, FinalVerdict.NONE);
    Standing.Change change =
        standing.judged(judged.objective, number, verdict, figures, minute(minute));
    return change == null ? null : change.violation();
  }

  private static long minute(long number) {
    return Judged.T0 + number * Judged.MINUTE;
  }

  @Test
  void lastsFromTheFirstViolatedSliceToTheFirstMetOne() {
    assertThat(judged(0, true)).isNull();
    assertThat(judged(1, false).began()).isEqualTo(minute(1));
    assertThat(judged(2, false)).isNull();
    assertThat(judged(3, true).ended()).isEqualTo(minute(3));
    assertThat(standing.ongoing()).isFalse();
  }

  @Test
  void goesOnWhenTheSliceThatEndedItTurnsOutViolated() {
    Violation first = judged(1, false);
    assertThat(judged(2, true).ended()).isEqualTo(minute(2));

    assertThat(judged(2, false))
        .returns(first.id(), Violation::id)
        .returns(minute(1), Violation::began)
        .returns(null, Violation::ended);
  }

  @Test
  void endsWithTheMetSliceThatNobodyLookedAtWhileItWasOpen() {
    judged(1, false);
    assertThat(judged(5, true).ended()).isEqualTo(minute(5));

    assertThat(judged(2, false)).isNull();
    assertThat(judged(3, true).ended()).isEqualTo(minute(3));
    assertThat(judged(4, true)).isNull();
    assertThat(standing.violation().ended()).isEqualTo(minute(3));
  }

  @Test
  void lastsLongerWhenSlicesBehindItTurnOutViolated() {
    Violation first = judged(1, false);
    judged(2, true);
    judged(6, true);

    assertThat(judged(2, false).ended()).isEqualTo(minute(3));
    assertThat(judged(3, false)).returns(first.id(), Violation::id);
    assertThat(judged(4, true)).isNull();
    assertThat(standing.violation().ended()).isEqualTo(minute(4));
  }

  @Test
  void beginsLaterWhenItsFirstSliceTurnsOutMet() {
    Violation first = judged(1, false);
    judged(2, false);
    judged(3, false);

    assertThat(judged(1, true))
        .returns(first.id(), Violation::id)
        .returns(minute(2), Violation::began)
        .returns(null, Violation::ended);
  }

  @Test
  void pastSlicesSideBySideAreOneViolation() {
    judged(9, true);
    Violation past = judged(2, false);
    assertThat(past.ended()).isEqualTo(minute(3));

    assertThat(judged(3, false))
        .returns(past.id(), Violation::id)
        .returns(minute(4), Violation::ended);
    assertThat(judged(5, false).began()).isEqualTo(minute(5));
  }
}

package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.RequestEvent;
import dev.tocsin.events.Severity;
import dev.tocsin.events.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Burn alerts, with numbers worked out by hand. */
class BurnTest {
  /** The usual four: 14.4 (1h, 5m), 6 (6h, 30m), 3 (1d, 2h) and 1 (3d, 6h). */
  private static final String MONTH =
      "{service: s, indicator: {type: availability}, target: 0.999, evaluation: 30d}";

  private static final String TWO =
      "{service: s, indicator: {type: availability}, target: 0.9, evaluation: 1h, burnAlerts: ["
          + "{severity: warning, factor: 2, longWindow: 10m, shortWindow: 2m},"
          + "{severity: critical, factor: 8, longWindow: 10m, shortWindow: 2m}],"
          + " flapping: {changes: 4, within: 30m}}";

  private Judged judged;
  private BurnState state;
  private final List<Alert> alerts = new ArrayList<>();

  private void given(String spec) {
    judged = new Judged(spec);
    state = BurnState.quiet(judged.objective);
  }

  /** Ten thousand requests in one minute. */
  private void minute(long minute, long bad) {
    RequestTally tally = new RequestTally();
    long time = Judged.T0 + minute * Judged.MINUTE;
    tally.add(
        new RequestEvent(
            time, "s", null, null, null, null, Map.of(), 10_000, bad, 0, null, null, null),
        new double[0]);
    judged.count(minute, tally);
  }

  private void minutes(long from, long to, long bad) {
    for (long minute = from; minute < to; minute++) {
      minute(minute, bad);
    }
  }

  private List<BurnPace> paces(long minute) {
    Judgement figures = judged.at(minute);
    assertThat(figures.burnRates()).isNotEmpty();
    long number = judged.objective.slotOf(Judged.T0 + minute * Judged.MINUTE);
    return judged.progress.paces(number, judged.objective.startOf(number + 1));
  }

  /** What is said when this minute is over. */
  private String judge(long minute) {
    BurnState before = state;
    long end = Judged.T0 + (minute + 1) * Judged.MINUTE;
    state = state.take(judged.objective, paces(minute), end);
    Verdict verdict =
        Verdicts.of(
            judged.progress,
            null,
            "s",
            judged.objective.slotOf(end - 1),
            judged.at(minute),
            Verdict.State.OPEN,
            0);
    ProgressKey key = new ProgressKey("s", "O");
    Alert alert = BurnAlerts.change(key, judged.objective.spec(), before, state, verdict);
    if (alert != null) {
      alerts.add(alert);
    }
    return alert == null ? null : alert.reason();
  }

  @Test
  void atTheFactorItDoesNotFireAndAboveItDoes() {
    given(MONTH);
    // 144 of 10,000 are 1.44%: 14.4 times the budget of 0.1%.
    minutes(0, 60, 144);
    assertThat(paces(59).get(0)).isEqualTo(BurnPace.SLOW);
    assertThat(judge(59)).isNull();

    // One more in 600,000 and in 50,000.
    minute(60, 145);
    assertThat(paces(60).get(0)).isEqualTo(BurnPace.FAST);
    assertThat(judge(60)).isEqualTo("fired");
    assertThat(alerts.get(0))
        .returns("objective", Alert::source)
        .returns("O-burn", Alert::name)
        .returns(Severity.CRITICAL, Alert::severity)
        .returns(Judged.T0 + 61 * Judged.MINUTE, Alert::startsAt);
    assertThat(alerts.get(0).labels()).containsEntry("objective", "O");
    assertThat(alerts.get(0).annotations())
        .containsEntry("description", "burn rate 14.4 in 1h and 14.42 in 5m, over 14.4")
        .containsKeys("burnRates", "budgetRemaining");
  }

  @Test
  void bothWindowsMustBeOver() {
    given(MONTH);
    minutes(0, 115, 0);
    minutes(115, 120, 200);
    // 5 × 200 of 50,000 are 2%, but of 600,000 only 0.17%.
    assertThat(paces(119).get(0)).isEqualTo(BurnPace.BRIEF);
    assertThat(judge(119)).isNull();
  }

  @Test
  void theYoungDoNotFire() {
    given(MONTH);
    minutes(0, 59, 10_000);
    assertThat(paces(58).get(0)).isEqualTo(BurnPace.BRIEF);

    minute(59, 10_000);
    long number = judged.objective.slotOf(Judged.T0 + 59 * Judged.MINUTE);
    long middle = judged.objective.startOf(number) + 30_000;
    assertThat(judged.progress.paces(number, middle).get(0)).isEqualTo(BurnPace.BRIEF);
    assertThat(paces(59))
        .containsExactly(BurnPace.FAST, BurnPace.BRIEF, BurnPace.BRIEF, BurnPace.BRIEF);
  }

  @Test
  void clearsWhenTheShortWindowHasBeenUnderForTheHoldTime() {
    given(MONTH);
    minutes(0, 60, 5_000);
    assertThat(judge(59)).isEqualTo("fired");
    minutes(60, 80, 0);
    // Minute 64 is the first whose five are all good: held from 65 to 70.
    for (int minute = 60; minute < 69; minute++) {
      assertThat(judge(minute)).isNull();
    }
    assertThat(judged.at(69).burnRates().get("1h")).isGreaterThan(14.4);
    assertThat(judge(69)).isEqualTo("cleared");
    assertThat(alerts.get(1))
        .returns(Alert.Status.RESOLVED, Alert::status)
        .returns(alerts.get(0).fingerprint(), Alert::fingerprint)
        .returns(Judged.T0 + 70 * Judged.MINUTE, Alert::endsAt);
  }

  @Test
  void aRelapseHoldsAnew() {
    given(MONTH);
    minutes(0, 60, 5_000);
    judge(59);
    minutes(60, 67, 0);
    for (int minute = 60; minute < 67; minute++) {
      judge(minute);
    }
    minute(67, 5_000);
    assertThat(judge(67)).isNull();
    minutes(68, 90, 0);
    // Minute 67 is in the short window until 71; held from 73 to 78.
    for (int minute = 68; minute < 77; minute++) {
      assertThat(judge(minute)).isNull();
    }
    assertThat(judge(77)).isEqualTo("cleared");
  }

  @Test
  void silenceNeitherHoldsNorClears() {
    given(MONTH);
    minutes(0, 60, 5_000);
    judge(59);
    for (int minute = 65; minute < 75; minute++) {
      assertThat(paces(minute).get(0)).isEqualTo(BurnPace.UNKNOWN);
      assertThat(judge(minute)).isNull();
    }
    // Once the long window is empty too, there is nothing that burns.
    assertThat(paces(120).get(0)).isEqualTo(BurnPace.SLOW);
  }

  @Test
  void oneAlertWhoseSeverityIsTheWorst() {
    given(TWO);
    // 4 times the budget is over 2, not over 8.
    minutes(0, 10, 4_000);
    assertThat(judge(9)).isEqualTo("fired");
    assertThat(state.severity()).isEqualTo(Severity.WARNING);
    minutes(10, 20, 10_000);
    for (int minute = 10; minute < 16; minute++) {
      // 8 × 10 of 100 are bad when 4 × 7 + 10 × 7 … of ten minutes are: minute 16.
      assertThat(judge(minute)).isNull();
    }
    assertThat(judge(16)).isEqualTo("worsened");
    minutes(20, 30, 4_000);
    for (int minute = 17; minute < 22; minute++) {
      assertThat(judge(minute)).isNull();
    }
    assertThat(judge(22)).isEqualTo("eased");
    assertThat(alerts).extracting(Alert::fingerprint).containsOnly(alerts.get(0).fingerprint());
    assertThat(alerts)
        .extracting(Alert::severity)
        .containsExactly(Severity.WARNING, Severity.CRITICAL, Severity.WARNING);
  }

  @Test
  void flappingIsOneStateWithOneSummary() {
    given(TWO);
    // Five bad minutes and five good ones, again and again: half is bad in ten minutes, always.
    minutes(0, 10, 5_000);
    judge(9);
    for (int minute = 10; minute < 70; minute++) {
      minute(minute, minute / 5 % 2 == 0 ? 0 : 10_000);
      judge(minute);
    }
    minutes(70, 120, 0);
    for (int minute = 70; minute < 120; minute++) {
      judge(minute);
    }
    assertThat(alerts)
        .extracting(Alert::reason)
        .containsExactly("fired", "cleared", "fired", "flapping", "calmed");
    assertThat(alerts.get(3))
        .returns(Alert.Status.FIRING, Alert::status)
        .returns(alerts.get(2).startsAt(), Alert::startsAt);
    assertThat(alerts.get(3).annotations())
        .containsEntry("flapping", "true")
        .containsEntry("changes", "4, which is flapping from 4 in 30m on");
    assertThat(alerts.get(4).status()).isEqualTo(Alert.Status.RESOLVED);
    assertThat(state.quiet()).isTrue();
  }
}

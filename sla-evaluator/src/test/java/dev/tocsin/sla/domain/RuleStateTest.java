package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.RuleSpec;
import dev.tocsin.events.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleStateTest {
  private static final RuleSpec CPU =
      spec(
          "{service: s, signal: metric, metric: cpu, for: 1m, levels: ["
              + "{severity: warning, bound: 70, clear: 65},"
              + "{severity: critical, bound: 90, clear: 85}]}");

  static RuleSpec spec(String yaml) {
    return Definitions.of(List.of(Judged.definition(DefinitionKind.RULE, "R", yaml)))
        .rules()
        .get(0)
        .spec();
  }

  private RuleState state = RuleState.quiet(1, 2, Long.MIN_VALUE);

  private Severity take(double value, long second) {
    state = state.take(CPU, value, Double.NaN, second * 1_000);
    return state.severity();
  }

  @Test
  void firesOnlyAfterItsDuration() {
    assertThat(take(75, 0)).isNull();
    assertThat(state.pending()).isTrue();
    assertThat(take(80, 59)).isNull();
    assertThat(take(71, 60)).isEqualTo(Severity.WARNING);
    assertThat(state.startsAt()).isEqualTo(60_000);
  }

  @Test
  void aDipStartsTheDurationAnew() {
    take(75, 0);
    take(69, 30);
    assertThat(state.quiet()).isTrue();
    take(75, 40);
    assertThat(take(75, 70)).isNull();
    assertThat(take(75, 100)).isEqualTo(Severity.WARNING);
  }

  @Test
  void clearsBelowASeparateLevel() {
    take(75, 0);
    take(75, 60);
    assertThat(take(66, 61)).isEqualTo(Severity.WARNING);
    RuleState before = state;
    assertThat(take(65, 62)).isNull();
    assertThat(state.changeSince(before)).isEqualTo("cleared");
  }

  @Test
  void worsensAndEasesByLevel() {
    take(75, 0);
    take(95, 60);
    assertThat(state.severity()).isEqualTo(Severity.WARNING);
    RuleState warning = state;
    assertThat(take(95, 120)).isEqualTo(Severity.CRITICAL);
    assertThat(state.changeSince(warning)).isEqualTo("worsened");
    assertThat(state.startsAt()).isEqualTo(60_000);
    assertThat(take(86, 130)).isEqualTo(Severity.CRITICAL);
    RuleState critical = state;
    assertThat(take(80, 140)).isEqualTo(Severity.WARNING);
    assertThat(state.changeSince(critical)).isEqualTo("eased");
  }

  @Test
  void timeAloneMakesItFire() {
    take(75, 0);
    assertThat(state.pass(CPU, 59_999)).isEqualTo(state);
    RuleState passed = state.pass(CPU, 60_000);
    assertThat(passed.severity()).isEqualTo(Severity.WARNING);
    // The value is not any newer for that: a reading of second 1 is still news.
    assertThat(passed.take(CPU, 10, Double.NaN, 1_000).severity()).isNull();
  }

  @Test
  void olderReadingIsNoNews() {
    take(50, 100);
    assertThat(take(99, 10)).isNull();
    assertThat(state.pending()).isFalse();
  }

  private static final RuleSpec TREMBLING =
      spec(
          "{service: s, signal: metric, metric: cpu, flapping: {changes: 4, within: 10m},"
              + " levels: [{severity: warning, bound: 70}, {severity: critical, bound: 90}]}");

  private String tremble(double value, long minute) {
    RuleState before = state;
    state = state.take(TREMBLING, value, Double.NaN, minute * 60_000);
    return state.changeSince(before);
  }

  @Test
  void comingAndGoingTooOftenIsOneState() {
    assertThat(tremble(75, 0)).isEqualTo("fired");
    assertThat(tremble(60, 1)).isEqualTo("cleared");
    assertThat(tremble(75, 2)).isEqualTo("fired");
    assertThat(tremble(60, 3)).isEqualTo("flapping");
    assertThat(state.flaps().told()).isEqualTo(Severity.WARNING);
    assertThat(tremble(75, 5)).isNull();
    // What is worse has to be said, once.
    assertThat(tremble(95, 6)).isEqualTo("worsened");
    assertThat(tremble(60, 8)).isNull();
    assertThat(tremble(95, 9)).isNull();
    assertThat(state.flaps().count()).isEqualTo(7);

    RuleState trembling = state;
    state = state.pass(TREMBLING, 19 * 60_000 - 1);
    assertThat(state.changeSince(trembling)).isNull();
    trembling = state;
    state = state.pass(TREMBLING, 19 * 60_000);
    assertThat(state.changeSince(trembling)).isEqualTo("calmed");
    // It is still too high, since the alert that was told began.
    assertThat(state.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(state.startsAt()).isEqualTo(2 * 60_000);
    assertThat(tremble(60, 20)).isEqualTo("cleared");
  }

  @Test
  void slowChangesDoNotFlap() {
    for (int i = 0; i < 10; i += 2) {
      assertThat(tremble(75, i * 4)).isEqualTo("fired");
      assertThat(tremble(60, i * 4 + 4)).isEqualTo("cleared");
    }
    assertThat(state.quiet()).isFalse();
    state = state.pass(TREMBLING, 60 * 60_000);
    assertThat(state.quiet()).isTrue();
  }
}

package dev.tocsin.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.Alert;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.RequestEvent;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What a service's minutes usually come to, and what is lost beyond that. */
class SignalsTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  private final Signals signals = new Signals();
  private long minute;

  @Test
  void nothingIsLostBeforeAnythingIsUsual() {
    minutes((int) Usual.LEAST_MINUTES, 100, 0, 50);

    assertThat(signals.waitedBeyondUsual()).isNaN();
    assertThat(signals.failedBeyondUsual()).isNaN();
  }

  @Test
  void whatIsLostIsBeyondTheUsualAtTheUsualTraffic() {
    minutes(30, 100, 2, 50);
    // The minute has only begun: 10 of 100 requests.
    minutes(1, 10, 5, 250);

    assertThat(signals.waitedBeyondUsual()).isCloseTo(100 * (0.25 - 0.05), CLOSE);
    assertThat(signals.failedBeyondUsual()).isCloseTo(100 * (0.5 - 0.02), CLOSE);
    minutes(1, 100, 0, 20);
    assertThat(signals.waitedBeyondUsual()).isZero();
    assertThat(signals.failedBeyondUsual()).isZero();
  }

  @Test
  void aFewTerribleMinutesDoNotBecomeUsual() {
    minutes(60, 100, 0, 50);
    minutes(5, 100, 0, 30_000);
    minutes(1, 100, 0, 50);

    assertThat(signals.usualLatencyMs().mean()).isBetween(50.0, 60.0);
  }

  @Test
  void anAlertSaysWhatIsLostWhileItFires() {
    Rule rule =
        new Rule(
            Definitions.of(
                    List.of(
                        Judged.definition(
                            DefinitionKind.RULE,
                            "slow",
                            "{service: s, signal: meanLatency,"
                                + " levels: [{severity: critical, bound: 200}]}")))
                .rules()
                .get(0));
    RuleKey key = new RuleKey("slow", "s", "");
    RuleState quiet = rule.quiet(0);
    RuleState slow = quiet.take(rule.spec(), 250, 20.04, 60_000);
    RuleState over = slow.take(rule.spec(), 50, 0, 120_000);

    assertThat(rule.change(key, quiet, slow, 60_000).annotations())
        .containsEntry("value", "250")
        .containsEntry(Alert.HARM, "20.04");
    assertThat(rule.change(key, slow, over, 120_000).annotations()).doesNotContainKey(Alert.HARM);
    RuleState unknown = quiet.take(rule.spec(), 250, Double.NaN, 60_000);
    assertThat(rule.change(key, quiet, unknown, 60_000).annotations())
        .doesNotContainKey(Alert.HARM);
  }

  private void minutes(int many, long requests, long errors, double latencyMs) {
    for (int i = 0; i < many; i++) {
      RequestTally tally = new RequestTally();
      tally.add(
          new RequestEvent(
              minute,
              "s",
              null,
              null,
              null,
              null,
              Map.of(),
              requests,
              errors,
              requests * latencyMs,
              null,
              null,
              null),
          new double[0]);
      signals.count(minute, tally);
      minute += 60_000;
    }
  }
}

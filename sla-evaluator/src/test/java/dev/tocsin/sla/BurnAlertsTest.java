package dev.tocsin.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Burn alerts on the whole topology. */
class BurnAlertsTest {
  private static final String OBJECTIVE =
      "{service: shop, indicator: {type: availability}, target: 0.9, evaluation: 1h, burnAlerts:"
          + " [{severity: warning, factor: 3, longWindow: 10m, shortWindow: 2m}]}";

  private final Evaluator evaluator = new Evaluator();

  @BeforeEach
  void declare() {
    evaluator.objective("A", OBJECTIVE).settle();
  }

  @AfterEach
  void close() {
    evaluator.close();
  }

  private void minutes(int from, int to, int good, int bad) {
    for (int minute = from; minute < to; minute++) {
      for (int i = 0; i < good + bad; i++) {
        evaluator.request("shop", Duration.ofMinutes(minute).plusMillis(i), i < good, 10);
      }
      evaluator.settle();
    }
  }

  private List<Alert> burns() {
    return evaluator.alerts().stream().filter(each -> each.name().equals("A-burn")).toList();
  }

  @Test
  void fireBesideTheViolationAndClearByTheShortWindow() {
    minutes(0, 9, 5, 5);
    assertThat(burns()).isEmpty();

    minutes(9, 12, 5, 5);
    List<Alert> fired = burns();
    assertThat(fired)
        .singleElement()
        .returns(Severity.WARNING, Alert::severity)
        .returns(Alert.Status.FIRING, Alert::status)
        .returns("fired", Alert::reason);
    assertThat(fired.get(0).annotations())
        .containsEntry("description", "burn rate 5 in 10m and 5 in 2m, over 3");

    minutes(12, 20, 10, 0);
    assertThat(burns())
        .singleElement()
        .returns(Alert.Status.RESOLVED, Alert::status)
        .returns("cleared", Alert::reason)
        .returns(fired.get(0).fingerprint(), Alert::fingerprint);
  }

  @Test
  void nobodyIsPagedForThePast() {
    minutes(0, 30, 10, 0);
    // Late ones that would have fired then, and change nothing now.
    for (int minute = 2; minute < 14; minute++) {
      for (int i = 0; i < 90; i++) {
        evaluator.request("shop", Duration.ofMinutes(minute).plusMillis(i), false, 10);
      }
    }
    evaluator.settle();

    assertThat(evaluator.verdict("A", "shop").burnRates().get("10m")).isZero();
    assertThat(burns()).isEmpty();
  }

  @Test
  void endWithTheirObjective() {
    minutes(0, 12, 0, 10);
    assertThat(burns()).hasSize(1);

    evaluator.remove("objective/A").settle();

    assertThat(burns())
        .singleElement()
        .returns(Alert.Status.RESOLVED, Alert::status)
        .returns("removed", Alert::reason);
  }
}

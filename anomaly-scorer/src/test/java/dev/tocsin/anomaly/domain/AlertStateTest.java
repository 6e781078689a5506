package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.anomaly.domain.AlertState.Subject;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertStateTest {
  private AlertState state = new AlertState();
  private long now;

  @Test
  void aSpikeIsNotAnAlert() {
    assertThat(feed(10, 99, 10, 10, 10, 10, 95, 10, 10, 10, 10, 99)).isEmpty();
  }

  @Test
  void windowsInWhichSeveralMetricsAgreeCountTwice() {
    assertThat(feedAs(1, 75, 75)).isEmpty();
    state = new AlertState();
    assertThat(feedAs(2, 75)).isEmpty();
    assertThat(feedAs(2, 75)).hasSize(1);
  }

  @Test
  void elevatedWindowsPrepareAnAlertThatTheThresholdLetsThrough() {
    assertThat(feed(60, 60, 60, 60, 60)).isEmpty();
    assertThat(feed(71)).hasSize(1);
  }

  @Test
  void anAlertMakesTheNextOneHarderForAWhile() {
    feed(75, 75, 75, 1, 1, 1, 1, 1);
    feed(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(feed(72, 72, 72, 72)).isEmpty();
    now += 12 * 3_600_000;
    assertThat(feed(72)).hasSize(1);
  }

  @Test
  void threeOfFiveElevatedWindowsFireAndFiveCalmOnesResolve() {
    List<Alert> changes = feed(75, 10, 75, 10, 75);
    assertThat(changes).extracting(Alert::severity).containsExactly(Severity.WARNING);
    assertThat(changes.get(0).startsAt()).isEqualTo(5);
    assertThat(feed(40, 40, 60, 40, 40, 40, 40)).isEmpty();
    List<Alert> over = feed(40);
    assertThat(over).extracting(Alert::status).containsExactly(Alert.Status.RESOLVED);
    assertThat(over.get(0).fingerprint()).isEqualTo(changes.get(0).fingerprint());
    assertThat(over.get(0).startsAt()).isEqualTo(5);
  }

  @Test
  void aWorseningAlertStaysTheSameAlert() {
    Alert first = feed(75, 75, 75).get(0);
    List<Alert> worse = feed(95, 95, 95, 95);
    assertThat(worse).extracting(Alert::severity).containsExactly(Severity.CRITICAL);
    assertThat(worse.get(0).fingerprint()).isEqualTo(first.fingerprint());
    assertThat(worse.get(0).startsAt()).isEqualTo(first.startsAt());
  }

  @Test
  void afterItWasResolvedItRests() {
    feed(75, 75, 75, 1, 1, 1, 1, 1);
    assertThat(feed(75, 75, 75, 75, 75, 75, 75, 75, 75)).isEmpty();
    assertThat(feed(75, 75)).hasSize(1);
  }

  @Test
  void aHarmlessWindowNeverAlerts() {
    Subject subject = new Subject("e", "s", 1, Map.of());
    for (int i = 0; i < 10; i++) {
      assertThat(state.step(ScoringPolicy.DEFAULT, subject, 100, 0)).isNull();
    }
  }

  @Test
  void itsLifeGoesOnAfterARestart() throws IOException {
    Alert first = feed(75, 75, 75).get(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));
    state = AlertState.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    Alert over = feed(1, 1, 1, 1, 1).get(0);
    assertThat(over.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(over.labels()).isEqualTo(first.labels());
    assertThat(over.startsAt()).isEqualTo(first.startsAt());
    feed(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    assertThat(feed(72, 72, 72)).as("the threshold is still higher").isEmpty();
  }

  private List<Alert> feed(double... risks) {
    return feedAs(1, risks);
  }

  private List<Alert> feedAs(int evidence, double... risks) {
    List<Alert> changes = new ArrayList<>();
    for (double risk : risks) {
      now++;
      Alert change =
          state.step(
              ScoringPolicy.DEFAULT,
              new Subject("e", "s", now, Map.of("summary", "x")),
              risk,
              evidence);
      if (change != null) {
        changes.add(change);
      }
    }
    return changes;
  }
}

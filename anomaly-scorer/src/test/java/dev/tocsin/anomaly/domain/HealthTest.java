package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.anomaly.domain.Health.Seen;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Score;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest {
  private static Seen seen(Score.Mode mode, double drift, int alerts, int falseAlarms) {
    return new Seen(0, mode, 0L, 0, drift, alerts, falseAlarms);
  }

  private static Health of(Seen odd, int odds, int usual) {
    List<Seen> all = new ArrayList<>(Collections.nCopies(odds, odd));
    all.addAll(Collections.nCopies(usual, seen(Score.Mode.MODEL, 0.05, 0, 0)));
    return Health.of(all);
  }

  @Test
  void allIsWellWithNobodyThere() {
    assertThat(Health.of(List.of()).troubles()).isEmpty();
  }

  @Test
  void aTenthOfRefusedModelsIsTrouble() {
    Seen refused = seen(Score.Mode.RULES, 0, 0, 0);
    assertThat(of(refused, 1, 9).troubles())
        .containsExactly("1 of 10 entities have a model that is refused");
    assertThat(of(refused, 1, 10).troubles()).isEmpty();
  }

  @Test
  void driftOfMostIsTrouble() {
    Seen drifting = seen(Score.Mode.MODEL, 0.3, 0, 0);
    assertThat(of(drifting, 3, 2).troubles()).hasSize(1);
    assertThat(of(drifting, 2, 2).troubles()).isEmpty();
    assertThat(of(drifting, 1, 0).troubles()).isEmpty();
  }

  @Test
  void moreFalseAlarmsThanTrueOnesAreTrouble() {
    assertThat(of(seen(Score.Mode.MODEL, 0, 5, 3), 1, 9).troubles())
        .containsExactly("3 of 5 alerts were called false");
    assertThat(of(seen(Score.Mode.MODEL, 0, 4, 4), 1, 9).troubles()).isEmpty();
  }

  @Test
  void theAlertFiresOnceAndIsResolved() {
    Health bad = of(seen(Score.Mode.RULES, 0, 0, 0), 5, 5);
    Alert fired = bad.alert(null, 2, 1_000);
    assertThat(fired.status()).isEqualTo(Alert.Status.FIRING);
    assertThat(fired.labels()).containsEntry("partition", "2");
    assertThat(bad.alert(fired, 2, 2_000)).isNull();
    Health worse = of(seen(Score.Mode.RULES, 0, 0, 0), 6, 4);
    assertThat(worse.alert(fired, 2, 3_000).startsAt()).isEqualTo(1_000);
    Health well = of(null, 0, 10);
    assertThat(well.alert(fired, 2, 4_000).status()).isEqualTo(Alert.Status.RESOLVED);
    assertThat(well.alert(null, 2, 5_000)).isNull();
  }
}

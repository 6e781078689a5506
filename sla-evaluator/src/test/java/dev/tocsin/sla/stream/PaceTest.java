package dev.tocsin.sla.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  @Test
  void isDueAtEachLookWhileItKeepsUp() {
    pace.counted(false);
    assertThat(pace.due(0)).isTrue();
    pace.counted(false);
    assertThat(pace.due(500)).isTrue();
  }

  @Test
  void comesEveryFiveSecondsWhileItCatchesUpAndAtOnceAfterwards() {
    assertThat(pace.due(0)).isTrue();
    for (int now = 500; now < 5_000; now += 500) {
      pace.counted(true);
      assertThat(pace.due(now)).isFalse();
    }
    pace.counted(true);
    assertThat(pace.due(5_000)).isTrue();
    pace.counted(true);
    assertThat(pace.due(5_500)).isFalse();
    // Nothing came since the last look.
    assertThat(pace.due(6_000)).isTrue();
  }
}

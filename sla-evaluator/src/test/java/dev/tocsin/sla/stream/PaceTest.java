package dev.tocsin.sla.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  @Test
  void isDueAtEachLookWhileItKeepsUp() {
    heard(0, false, 0);
    assertThat(pace.due(0)).isTrue();
    heard(0, false, 500);
    assertThat(pace.due(500)).isTrue();
  }

  @Test
  void comesEveryTenSecondsWhileItCatchesUpAndAtOnceAfterwards() {
    assertThat(pace.due(0)).isTrue();
    // Deltas come with the commits, seconds apart.
    heard(0, true, 500);
    for (int now = 500; now < 6_000; now += 500) {
      assertThat(pace.due(now)).isFalse();
    }
    heard(0, true, 6_000);
    assertThat(pace.due(9_500)).isFalse();
    assertThat(pace.due(10_000)).isTrue();
    assertThat(pace.due(10_500)).isFalse();
    pace.heard(Deltas.Source.DERIVED, 10_600);
    assertThat(pace.due(11_000)).as("what is derived is always new").isFalse();
    heard(0, false, 11_100);
    assertThat(pace.catchesUp(11_100)).isFalse();
    assertThat(pace.due(11_500)).isTrue();
  }

  @Test
  void catchesUpUntilTheLastOfItsSourcesHas() {
    pace.due(0);
    heard(0, true, 500);
    heard(3, true, 500);
    heard(1, false, 500);
    heard(0, false, 600);
    assertThat(pace.catchesUp(600)).isTrue();
    heard(3, false, 700);
    assertThat(pace.catchesUp(700)).isFalse();
  }

  @Test
  void backlogWithoutAnEndIsForgotten() {
    pace.due(0);
    heard(7, true, 500);
    assertThat(pace.catchesUp(12_499)).isTrue();
    assertThat(pace.catchesUp(12_500)).isFalse();
  }

  private void heard(int partition, boolean backlog, long now) {
    pace.heard(new Deltas.Source(partition, backlog), now);
  }
}

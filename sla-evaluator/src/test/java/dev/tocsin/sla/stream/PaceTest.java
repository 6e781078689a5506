package dev.tocsin.sla.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.Tally;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final Pace pace = new Pace();

  @Test
  void isDueAtEachLookWhileItKeepsUp() {
    counted(Input.REQUESTS, false, 0);
    assertThat(pace.due(0)).isTrue();
    counted(Input.REQUESTS, false, 500);
    assertThat(pace.due(500)).isTrue();
  }

  @Test
  void comesEveryFiveSecondsWhileItCatchesUpAndAtOnceAfterwards() {
    assertThat(pace.due(0)).isTrue();
    // Deltas come with the commits, seconds apart.
    counted(Input.REQUESTS, true, 500);
    for (int now = 500; now < 5_000; now += 500) {
      assertThat(pace.due(now)).isFalse();
    }
    counted(Input.REQUESTS, true, 5_000);
    assertThat(pace.due(5_000)).isTrue();
    assertThat(pace.due(5_500)).isFalse();
    counted(Input.MEMBERS, false, 5_600);
    assertThat(pace.due(6_000)).as("outcomes are always new").isFalse();
    counted(Input.REQUESTS, false, 6_100);
    assertThat(pace.catchesUp(6_100)).isFalse();
    assertThat(pace.due(6_500)).isTrue();
  }

  @Test
  void backlogWithoutAnEndIsForgotten() {
    pace.due(0);
    counted(Input.CHECKS, true, 500);
    assertThat(pace.catchesUp(6_499)).isTrue();
    assertThat(pace.catchesUp(6_500)).isFalse();
  }

  private void counted(Input input, boolean backlog, long now) {
    SliceKey key = SliceKey.named(input, "s", "n", 0);
    pace.counted(new Timeline.Counted(new Delta(key, Tally.of(input)), 0, 0, backlog), now);
  }
}

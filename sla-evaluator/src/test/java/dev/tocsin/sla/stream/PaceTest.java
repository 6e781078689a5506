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
  void comesEveryTenSecondsWhileItCatchesUpAndAtOnceAfterwards() {
    assertThat(pace.due(0)).isTrue();
    // Deltas come with the commits, seconds apart.
    counted(Input.REQUESTS, true, 500);
    for (int now = 500; now < 6_000; now += 500) {
      assertThat(pace.due(now)).isFalse();
    }
    counted(Input.REQUESTS, true, 6_000);
    assertThat(pace.due(9_500)).isFalse();
    assertThat(pace.due(10_000)).isTrue();
    assertThat(pace.due(10_500)).isFalse();
    counted(Input.MEMBERS, false, 10_600);
    assertThat(pace.due(11_000)).as("outcomes are always new").isFalse();
    counted(Input.REQUESTS, false, 11_100);
    assertThat(pace.catchesUp(11_100)).isFalse();
    assertThat(pace.due(11_500)).isTrue();
  }

  @Test
  void backlogWithoutAnEndIsForgotten() {
    pace.due(0);
    counted(Input.CHECKS, true, 500);
    assertThat(pace.catchesUp(6_499)).isTrue();
    assertThat(pace.catchesUp(6_500)).isFalse();
  }

  @Test
  void keepsUpAgainAsSoonAsItIsTold() {
    pace.due(0);
    counted(Input.REQUESTS, true, 500);
    assertThat(pace.due(1_000)).isFalse();
    pace.caughtUp();
    assertThat(pace.due(1_000)).isTrue();
  }

  private void counted(Input input, boolean backlog, long now) {
    SliceKey key = SliceKey.named(input, "s", "n", 0);
    pace.counted(new Timeline.Counted(new Delta(key, Tally.of(input)), 0, 0, backlog), now);
  }
}

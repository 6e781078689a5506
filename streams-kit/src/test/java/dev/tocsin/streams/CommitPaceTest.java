package dev.tocsin.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {
  private final CommitPace pace = new CommitPace();

  @Test
  void isDueAtOnceAndThenAfterFiftyMillisecondsWhoeverAsks() {
    assertThat(pace.due(1_000)).isTrue();
    assertThat(pace.due(1_000)).isFalse();
    assertThat(pace.due(1_049)).isFalse();
    assertThat(pace.due(1_050)).isTrue();
    assertThat(pace.due(1_060)).isFalse();
  }
}

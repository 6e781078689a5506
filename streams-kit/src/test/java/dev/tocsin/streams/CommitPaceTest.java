package dev.tocsin.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.processor.TaskId;
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

  /** One thread's commit is no other's, and who asks more often must not keep others waiting. */
  @Test
  void threadsDoNotWaitForEachOther() {
    assertThat(pace.due(1_000)).isTrue();
    assertThat(CompletableFuture.supplyAsync(() -> pace.due(1_010)).join()).isTrue();
    assertThat(pace.due(1_049)).isFalse();
    assertThat(pace.due(1_050)).isTrue();
  }

  @Test
  void whileOneTaskWorksOffABacklogTheOthersWaitLonger() {
    TaskId one = new TaskId(0, 1);
    TaskId two = new TaskId(0, 2);
    CommitPace pace = new CommitPace();
    pace.backlog(one, true);
    pace.backlog(two, true);
    assertThat(pace.due(10_000)).isTrue();
    pace.backlog(two, false);
    assertThat(pace.due(10_999)).isFalse();
    assertThat(pace.due(11_000)).isTrue();
    pace.backlog(one, false);
    assertThat(pace.due(11_050)).isTrue();
  }
}

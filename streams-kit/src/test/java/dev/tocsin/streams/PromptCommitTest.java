package dev.tocsin.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class PromptCommitTest {
  private static final long T = 1_000_000;

  private final MockProcessorContext<String, String> context =
      new MockProcessorContext<>(new Properties());
  private final CommitPace pace = new CommitPace();
  private final PromptCommit commits = new PromptCommit(context, pace);

  @Test
  void whatIsWantedIsAskedForAtTheNextTurnAndOnce() {
    commits.want();
    assertThat(asked()).isFalse();

    turn(T);
    assertThat(asked()).isTrue();

    turn(T + 1_000);
    assertThat(asked()).isFalse();
  }

  @Test
  void whatThePaceDoesNotAllowYetIsAskedForWhenItDoes() {
    assertThat(pace.due(T)).isTrue();

    wantNow(T + 20, T + 20);
    turn(T + 40);
    assertThat(asked()).isFalse();

    turn(T + 60);
    assertThat(asked()).isTrue();
  }

  @Test
  void whatIsWantedNowIsAskedForAtOnceIfThePaceAllowsIt() {
    wantNow(T, T);
    assertThat(asked()).isTrue();

    turn(T + 100);
    assertThat(asked()).isFalse();
  }

  @Test
  void nobodyWaitsInABacklog() {
    wantNow(T - 1_001, T);
    turn(T + 100);
    assertThat(asked()).isFalse();

    wantNow(T - 1_000, T);
    assertThat(asked()).isTrue();
  }

  private void wantNow(long appended, long now) {
    context.setCurrentSystemTimeMs(now);
    commits.wantNow(appended);
  }

  private void turn(long now) {
    context.scheduledPunctuators().forEach(each -> each.getPunctuator().punctuate(now));
  }

  private boolean asked() {
    boolean committed = context.committed();
    context.resetCommit();
    return committed;
  }
}

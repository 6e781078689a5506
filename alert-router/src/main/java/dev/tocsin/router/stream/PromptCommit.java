package dev.tocsin.router.stream;

import dev.tocsin.streams.CommitPace;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit before the interval is over, where somebody waits for what was decided: others
 * see it only then. Not in a backlog, where a commit costs more than it gives.
 */
final class PromptCommit {
  private static final long KEEPS_UP_MS = 1_000;

  private final ProcessorContext<?, ?> context;
  private final CommitPace pace;

  PromptCommit(ProcessorContext<?, ?> context, CommitPace pace) {
    this.context = context;
    this.pace = pace;
  }

  /**
   * Asks.
   *
   * @param appended when the record that led to it was appended, epoch milliseconds
   * @param now wall clock, epoch milliseconds
   */
  void ask(long appended, long now) {
    if (now - appended <= KEEPS_UP_MS && pace.due(now)) {
      context.commit();
    }
  }
}

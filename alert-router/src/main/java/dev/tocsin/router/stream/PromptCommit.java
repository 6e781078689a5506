package dev.tocsin.router.stream;

import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit before the interval is over, where somebody waits for what was decided: others
 * see it only then. Not more often than every 50 ms, and not in a backlog, where a commit costs
 * more than it gives.
 */
final class PromptCommit {
  private static final long APART_MS = 50;
  private static final long KEEPS_UP_MS = 1_000;

  private final ProcessorContext<?, ?> context;
  private long last;

  PromptCommit(ProcessorContext<?, ?> context) {
    this.context = context;
  }

  /**
   * Asks.
   *
   * @param appended when the record that led to it was appended, epoch milliseconds
   * @param now wall clock, epoch milliseconds
   */
  void ask(long appended, long now) {
    if (now - appended <= KEEPS_UP_MS && now - last >= APART_MS) {
      last = now;
      context.commit();
    }
  }
}

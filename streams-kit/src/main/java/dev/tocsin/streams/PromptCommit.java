package dev.tocsin.streams;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for commits before the interval is over, for a processor whose results somebody waits for:
 * others see them only then. Soon, but never more often than the {@link CommitPace} of all.
 */
public final class PromptCommit {
  private static final Duration TURN = Duration.ofMillis(20);

  private final ProcessorContext<?, ?> context;
  private final CommitPace pace;
  private boolean wanted;

  /**
   * @param context of the processor that is being initialised
   * @param pace the one of all processors of the topology
   */
  public PromptCommit(ProcessorContext<?, ?> context, CommitPace pace) {
    this.context = context;
    this.pace = pace;
    context.schedule(TURN, PunctuationType.WALL_CLOCK_TIME, this::ask);
  }

  /** Somebody waits for what was handed on by now. */
  public void want() {
    wanted = true;
  }

  private void ask(long now) {
    if (wanted && pace.due(now)) {
      wanted = false;
      context.commit();
    }
  }
}

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

  /** Who is further behind has a backlog, where a commit costs more than it gives. */
  private static final long KEEPS_UP_MS = 1_000;

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

  /**
   * Somebody waits for what came of a record, unless there is a backlog; asks at once if the pace
   * allows it, else as soon as it does.
   *
   * @param appended when the record was appended, epoch milliseconds
   */
  public void wantNow(long appended) {
    long now = context.currentSystemTimeMs();
    if (now - appended <= KEEPS_UP_MS) {
      want();
      ask(now);
    }
  }

  private void ask(long now) {
    if (wanted && pace.due(now)) {
      wanted = false;
      context.commit();
    }
  }
}

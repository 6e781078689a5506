package dev.tocsin.sla.stream;

import dev.tocsin.sla.domain.Progress;
import dev.tocsin.sla.domain.ProgressKey;
import dev.tocsin.sla.domain.SliceKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives slices that are over their final verdicts. A minute ends for all services at once, and all
 * their verdicts together would hold up the violation that somebody waits for: a few are closed at
 * once, the others by turns, all within about a second. What waits is on the heap only: after a
 * restart it has to be added again.
 */
final class Closings {
  /** A time at which all is closed that waits. */
  static final long NOW = Long.MAX_VALUE;

  private static final int TURN_MS = 20;

  /** So many are closed in each turn at least. */
  private static final int FEW = 16;

  /** All that waits is closed within so many turns. */
  private static final int TURNS = 40;

  private final Map<ProgressKey, Timeline.Closed> waiting = new LinkedHashMap<>();
  private final ProgressStore progress;
  private final History history;
  private final VerdictPublisher verdicts;
  private final Outcomes outcomes;
  private long turn;
  private int share = FEW;
  private int left = FEW;

  Closings(ProgressStore progress, History history, VerdictPublisher verdicts, Outcomes outcomes) {
    this.progress = progress;
    this.history = history;
    this.verdicts = verdicts;
    this.outcomes = outcomes;
  }

  /** Something is to be closed. */
  void add(ProgressKey key, Timeline.Closed closed) {
    settle(key);
    waiting.put(key, closed);
    share = Math.max(share, (waiting.size() + TURNS - 1) / TURNS);
  }

  /**
   * Closes what this turn has left to close.
   *
   * @param now wall clock, epoch milliseconds, or {@link #NOW}
   */
  void work(long now) {
    if (now == NOW) {
      left = waiting.size();
    } else if (now - turn >= TURN_MS) {
      turn = now;
      left = share;
    }
    Iterator<Map.Entry<ProgressKey, Timeline.Closed>> each = waiting.entrySet().iterator();
    for (; left > 0 && each.hasNext(); left--) {
      Map.Entry<ProgressKey, Timeline.Closed> next = each.next();
      each.remove();
      close(next.getKey(), next.getValue());
    }
    share = waiting.isEmpty() ? FEW : share;
  }

  /**
   * Closes what has to be closed before something of this minute is counted: what comes late
   * corrects a verdict, and what comes after a gap drives out slices that are still to be judged.
   *
   * @param closedThrough every minute that ends here or earlier was told to be closed
   */
  void beforeCounting(ProgressKey key, long minute, long closedThrough) {
    if (!waiting.containsKey(key)) {
      return;
    }
    Progress each = progress.get(key);
    boolean late = minute + SliceKey.MINUTE_MS <= closedThrough;
    if (late || each == null || !each.attached() || each.leavesGap(minute)) {
      settle(key);
    }
  }

  /** Closes this one, if it waits. */
  void settle(ProgressKey key) {
    Timeline.Closed closed = waiting.remove(key);
    if (closed != null) {
      close(key, closed);
    }
  }

  private void close(ProgressKey key, Timeline.Closed closed) {
    Progress each = progress.get(key);
    if (each == null || !each.attached()) {
      return;
    }
    while (each.due(closed.closedThrough())) {
      long number = each.nextFinal();
      verdicts.close(key, each, number, closed.watermark());
      outcomes.settled(key, each, number);
    }
    history.forget(key, closed.keptFrom());
  }
}

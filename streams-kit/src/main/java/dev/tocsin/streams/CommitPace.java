package dev.tocsin.streams;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.TaskId;

/**
 * How often a commit may be asked for, by all tasks of a thread together: one commits the work of
 * all of them, so that each task's own pace would add up to a thread that does nothing else.
 * Threads do not wait for each other. While any task works off a backlog each commit costs it much,
 * and the others wait longer.
 */
public final class CommitPace {
  private static final long APART_MS = 50;
  private static final long APART_IN_BACKLOG_MS = 1_000;

  /** When a commit was asked for last, by a task of this thread. */
  private final ThreadLocal<Long> last = ThreadLocal.withInitial(() -> 0L);

  private final Set<TaskId> behind = ConcurrentHashMap.newKeySet();

  /** A task says whether it works off a backlog; one that is closed does not. */
  public void backlog(TaskId task, boolean has) {
    if (has) {
      behind.add(task);
    } else {
      behind.remove(task);
    }
  }

  /**
   * Whether it is time again for this thread; then it is taken.
   *
   * @param now wall clock, epoch milliseconds
   */
  public boolean due(long now) {
    long apart = behind.isEmpty() ? APART_MS : APART_IN_BACKLOG_MS;
    if (now - last.get() < apart) {
      return false;
    }
    last.set(now);
    return true;
  }
}

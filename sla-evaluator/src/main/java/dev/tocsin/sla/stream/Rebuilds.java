package dev.tocsin.sla.stream;

import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.Fingerprint;
import dev.tocsin.sla.domain.Objective;
import dev.tocsin.sla.domain.Progress;
import dev.tocsin.sla.domain.ProgressKey;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.Watermark;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Objectives that are new or changed, on their way through the stored slices: a few minutes of
 * slices at a time, because a transaction has only seconds. What is newly counted meanwhile counts
 * at once when its minute was passed already, and otherwise when its minute's turn comes.
 */
final class Rebuilds {
  private static final long BUDGET_NANOS = Duration.ofMillis(150).toNanos();
  private static final long STEP_MS = 10 * SliceKey.MINUTE_MS;

  private final SliceReader slices;
  private final long latenessMs;
  private final Map<ProgressKey, Rebuild> waiting = new LinkedHashMap<>();

  Rebuilds(SliceReader slices, long latenessMs) {
    this.slices = slices;
    this.latenessMs = latenessMs;
  }

  /**
   * Lets progress follow its definition. Only what was counted otherwise is rebuilt: most windows
   * are declared for the future.
   *
   * @return whether it goes on as it is, under another fingerprint
   */
  boolean follow(ProgressKey key, Progress each, Objective objective, Watermark mark) {
    Fingerprint was = each.fingerprint();
    Fingerprint is = Fingerprint.of(objective, key.service());
    boolean same = was.definition() == is.definition();
    long[] changed = null;
    if (was.windows() != is.windows()) {
      long to = objective.startOf(objective.slotOf(mark.newest()) + 1);
      changed =
          each.attached()
              ? objective
                  .exclusions(key.service())
                  .changes(each.objective().exclusions(key.service()), 0, to)
              // Nobody knows any more what the windows were.
              : same ? new long[] {0, to} : null;
    }
    if (!same || changed != null || !each.attached() || has(key)) {
      add(key, objective, mark.closedThrough(), changed);
      return false;
    }
    each.follow(objective);
    return !was.equals(is);
  }

  /**
   * @param changed from when to when other minutes are left out than before, or null
   */
  void add(ProgressKey key, Objective objective, long closedThrough, long[] changed) {
    Progress rebuilt = new Progress(objective, key.service(), latenessMs);
    long oldest = rebuilt.oldestKept(objective.slotOf(closedThrough));
    Rebuild given = waiting.get(key);
    waiting.put(
        key,
        new Rebuild(
            objective,
            rebuilt,
            Math.max(0, objective.startOf(oldest)),
            given == null ? changed : both(changed, given.changed)));
  }

  private static long[] both(long[] one, long[] other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new long[] {Math.min(one[0], other[0]), Math.max(one[1], other[1])};
  }

  /** Whether this progress is being rebuilt. */
  boolean has(ProgressKey key) {
    return waiting.containsKey(key);
  }

  void remove(ProgressKey key) {
    waiting.remove(key);
  }

  /** Takes what was newly counted, if this progress is being rebuilt. */
  boolean count(ProgressKey key, Delta delta) {
    Rebuild each = waiting.get(key);
    if (each == null) {
      return false;
    }
    if (delta.key().minute() < each.next && each.objective.covers(delta.key())) {
      each.rebuilt.recount(delta.key().minute(), delta.tally());
    }
    return true;
  }

  /** Goes on for a while. */
  void work(Function<Feed, Watermark> watermarks, Done done) {
    long start = System.nanoTime();
    while (!waiting.isEmpty() && System.nanoTime() - start < BUDGET_NANOS) {
      ProgressKey key = waiting.keySet().iterator().next();
      Rebuild each = waiting.get(key);
      Feed feed = new Feed(key.service(), each.objective.input());
      Watermark mark = watermarks.apply(feed);
      if (mark == null) {
        waiting.remove(key);
      } else if (each.next > mark.newest()) {
        waiting.remove(key);
        if (each.rebuilt.recounted(slices.oldest(feed), mark.closedThrough())) {
          done.accept(key, each.rebuilt, each.changed);
        }
      } else {
        each.step(slices, feed);
      }
    }
  }

  /** Takes what was rebuilt, and from when to when other minutes are left out than before. */
  interface Done {
    void accept(ProgressKey key, Progress rebuilt, long[] changed);
  }

  /** One objective and service, and how far it has come. */
  private static final class Rebuild {
    private final Objective objective;
    private final Progress rebuilt;
    private final long[] changed;
    private long next;

    Rebuild(Objective objective, Progress rebuilt, long next, long[] changed) {
      this.objective = objective;
      this.rebuilt = rebuilt;
      this.next = SliceKey.minuteOf(next);
      this.changed = changed;
    }

    void step(SliceReader slices, Feed feed) {
      long oldest = slices.oldest(feed);
      if (oldest > next && oldest != Long.MAX_VALUE) {
        next = oldest;
      }
      slices.forEach(
          feed,
          next,
          next + STEP_MS,
          (slice, stored) -> {
            if (objective.covers(slice)) {
              rebuilt.recount(slice.minute(), stored.tally());
            }
          });
      next += STEP_MS;
    }
  }
}

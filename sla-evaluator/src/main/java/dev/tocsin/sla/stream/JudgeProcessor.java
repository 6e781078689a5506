package dev.tocsin.sla.stream;

import dev.tocsin.events.Definitions;
import dev.tocsin.events.Verdict;
import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.Fingerprint;
import dev.tocsin.sla.domain.Objective;
import dev.tocsin.sla.domain.ObjectiveBook;
import dev.tocsin.sla.domain.Progress;
import dev.tocsin.sla.domain.ProgressKey;
import dev.tocsin.sla.domain.Relations;
import dev.tocsin.sla.domain.Retention;
import dev.tocsin.sla.domain.Standing;
import dev.tocsin.sla.domain.Watermark;
import dev.tocsin.streams.AccumulatingStore;
import dev.tocsin.streams.BeforeCommit;
import dev.tocsin.streams.CommitPace;
import dev.tocsin.streams.PromptCommit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Holds what was counted against the objectives: open verdicts when something changed, a final one
 * for each measurement slice, corrected ones when late events change what was final; and the
 * violations and alerts that follow.
 */
public final class JudgeProcessor implements Processor<String, Timeline, String, Object> {
  public static final String PROGRESS = ProgressStore.PROGRESS;
  public static final String SLOTS = ProgressStore.SLOTS;
  public static final String VERSIONS = ObjectiveVersions.STORE;
  public static final String FINALS = History.FINALS;
  public static final String VIOLATIONS = History.VIOLATIONS;
  public static final String BURNS = "burns";

  /** Corrections that need stored slices read many: not for every single late event. */
  private static final long STORED_CORRECTIONS_MS = 10_000;

  /** How often it looks whether what was counted begins or ends a violation. */
  private static final Duration GLANCE = Duration.ofMillis(20);

  private final Settings settings;
  private final long latenessMs;
  private final Supplier<Definitions> definitions;
  private final EvaluatorMetrics metrics;
  private final Set<ProgressKey> changed = new LinkedHashSet<>();
  private final Set<ProgressKey> fresh = new LinkedHashSet<>();
  private final Set<ProgressKey> gone = new LinkedHashSet<>();
  private final Outcomes outcomes = new Outcomes(told -> forward(told.key(), told));
  private final Pace pace = new Pace();
  private final CommitPace commitPace;
  private ProcessorContext<String, Object> context;
  private PromptCommit commits;
  private ProgressStore progress;
  private AccumulatingStore<Feed, Watermark> watermarks;
  private SliceReader slices;
  private ObjectiveVersions versions;
  private Rebuilds rebuilds;
  private History history;
  private BurnStates burns;
  private VerdictPublisher verdicts;
  private Closings closings;
  private ObjectiveBook book;
  private Retention retention;
  private Relations relations = new Relations(Definitions.NONE);
  private long nextStoredCorrections = Long.MIN_VALUE;

  /** Whether anything was handed on that others see only after a commit. */
  private boolean waiting;

  public JudgeProcessor(
      Settings settings,
      Supplier<Definitions> definitions,
      EvaluatorMetrics metrics,
      CommitPace commitPace) {
    this.settings = settings;
    this.latenessMs = settings.lateness().toMillis();
    this.definitions = definitions;
    this.metrics = metrics;
    this.commitPace = commitPace;
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    commits = new PromptCommit(context, commitPace);
    progress =
        new ProgressStore(
            context.getStateStore(PROGRESS), context.getStateStore(SLOTS), latenessMs);
    watermarks = context.getStateStore(SliceProcessor.WATERMARKS);
    BeforeCommit open = context.getStateStore(SliceProcessor.OPEN_SLICES);
    slices = new SliceReader(context.getStateStore(SliceProcessor.SLICES), open::now);
    versions = new ObjectiveVersions(context.getStateStore(VERSIONS));
    rebuilds = new Rebuilds(slices, latenessMs);
    history = new History(context.getStateStore(FINALS), context.getStateStore(VIOLATIONS));
    burns =
        new BurnStates(context.getStateStore(BURNS), alert -> forward(alert.fingerprint(), alert));
    verdicts =
        new VerdictPublisher(
            progress,
            history,
            slices,
            burns,
            context.getStateStore(DependencyProcessor.OUTAGES),
            watermarks,
            metrics,
            outcomes,
            this::forward);
    closings = new Closings(progress, history, verdicts, outcomes);
    follow();
    progress.attached();
    resume();
    context.schedule(settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, this::look);
    context.schedule(GLANCE, PunctuationType.WALL_CLOCK_TIME, this::glance);
  }

  /** What was told to be closed before a restart may not have been. */
  private void resume() {
    watermarks.forEach(
        (feed, mark) -> {
          long keptFrom = mark.reached() - retention.millis();
          Timeline.Closed closed =
              new Timeline.Closed(feed.input(), mark.closedThrough(), mark.reached(), keptFrom);
          close(feed, closed);
        });
  }

  @Override
  public void process(Record<String, Timeline> record) {
    if (record.value() instanceof Timeline.CaughtUp told) {
      pace.heard(told.source(), context.currentSystemTimeMs());
    } else if (record.value() instanceof Timeline.Event event) {
      Feed feed = new Feed(record.key(), event.input());
      if (event instanceof Timeline.Counted counted) {
        count(feed, counted);
      } else if (event instanceof Timeline.Closed closed) {
        close(feed, closed);
        closings.work(closingTime(context.currentSystemTimeMs()));
      } else {
        for (Objective objective : book.of(feed)) {
          drop(new ProgressKey(feed.service(), objective.name()), "forgotten", record.timestamp());
        }
      }
    }
  }

  private void count(Feed feed, Timeline.Counted counted) {
    Delta delta = counted.delta();
    pace.heard(counted.source(), context.currentSystemTimeMs());
    for (Objective objective : book.of(feed)) {
      ProgressKey key = new ProgressKey(feed.service(), objective.name());
      closings.beforeCounting(key, delta.key().minute(), counted.closedThrough());
      if (!rebuilds.count(key, delta) && objective.covers(delta.key())) {
        progress.count(
            key, objective, delta.key().minute(), delta.tally(), counted.closedThrough());
        changed.add(key);
        fresh.add(key);
        outcomes.mark(key, objective, objective.slotOf(delta.key().minute()));
      }
    }
  }

  private void close(Feed feed, Timeline.Closed closed) {
    for (Objective objective : book.of(feed)) {
      closings.add(new ProgressKey(feed.service(), objective.name()), closed);
    }
  }

  /** In a backlog nobody waits for a violation that all the closing could hold up. */
  private long closingTime(long now) {
    return pace.catchesUp(now) ? Closings.NOW : now;
  }

  /** Nobody waits for the next look, or the next commit, to learn of a violation. */
  private void glance(long now) {
    if (!pace.catchesUp(now)) {
      tellWhatBegan(now);
    }
    closings.work(closingTime(now));
  }

  private void tellWhatBegan(long now) {
    for (ProgressKey key : fresh) {
      Progress each = progress.get(key);
      Long number = each == null || !each.attached() ? null : each.openSlice();
      Watermark mark = number == null ? null : watermark(key.service(), each.objective());
      if (mark != null && !each.corrected()) {
        Verdict.Status status = each.judge(number, mark.at(now)).status();
        boolean begins = status == Verdict.Status.VIOLATED && !each.standing().ongoing();
        boolean ends = status == Verdict.Status.MET && each.standing().ongoing();
        if (begins || ends) {
          verdicts.open(key, each, mark, now);
          changed.remove(key);
          context.commit();
        }
      }
    }
    fresh.clear();
  }

  private void look(long now) {
    follow();
    gone.forEach(key -> drop(key, "removed", now));
    gone.clear();
    rebuilds.work(watermarks::get, this::rebuilt);
    if (pace.due(now)) {
      publishChanged(now);
    }
    outcomes.tell(progress::get);
    burns.pass(progress::get, this::watermark, now);
    if (waiting && !pace.catchesUp(now)) {
      waiting = false;
      commits.want();
    }
  }

  private void publishChanged(long now) {
    boolean storedTurn = now >= nextStoredCorrections;
    List<ProgressKey> waiting = new ArrayList<>();
    for (ProgressKey key : changed) {
      Progress each = progress.get(key);
      Watermark mark =
          each == null || !each.attached() ? null : watermark(key.service(), each.objective());
      if (mark != null) {
        if (each.corrected()) {
          boolean stored = !each.keeps(each.correctedFrom());
          if (!stored || storedTurn) {
            verdicts.correct(key, each, mark, time -> retention.holds(time, mark.reached()));
            nextStoredCorrections = stored ? now + STORED_CORRECTIONS_MS : nextStoredCorrections;
          } else {
            waiting.add(key);
          }
        }
        verdicts.open(key, each, mark, now);
      }
    }
    changed.clear();
    fresh.clear();
    changed.addAll(waiting);
  }

  /**
   * Follows the definitions: new and changed objectives are rebuilt from what is stored. Never
   * while a record is processed: what it counted is stored already, and would be counted twice.
   */
  private void follow() {
    if (book != null && book.definitions() == definitions.get()) {
      return;
    }
    ObjectiveBook before = book;
    book = versions.at(definitions.get());
    retention = new Retention(settings.retention(), settings.lateness(), definitions.get());
    outcomes.follow(relations.at(definitions.get()));
    relations = relations.at(definitions.get());
    gone.clear();
    progress.forEach(
        (key, each) -> {
          Objective objective = book.find(key.objective());
          if (objective == null
              || !objective.spec().appliesTo(key.service())
              || watermark(key.service(), objective) == null) {
            gone.add(key);
          } else if (!each.attached()
              && each.fingerprint().equals(Fingerprint.of(objective, key.service()))) {
            progress.attach(key, each, objective);
            changed.add(key);
          }
          if (each.attached()) {
            outcomes.markAll(key, each);
          }
        });
    watermarks.forEach(
        (feed, mark) -> {
          for (Objective objective : book.of(feed)) {
            ProgressKey key = new ProgressKey(feed.service(), objective.name());
            if (progress.get(key) != null) {
              follow(key, objective, mark);
            } else if (before == null || !before.has(objective)) {
              rebuilds.add(key, objective, mark.closedThrough(), null);
            }
          }
        });
  }

  private void follow(ProgressKey key, Objective objective, Watermark mark) {
    if (rebuilds.follow(key, progress.get(key), objective, mark)) {
      progress.touch(key);
    }
  }

  private void rebuilt(ProgressKey key, Progress rebuilt, long[] changed) {
    Progress predecessor = progress.get(key);
    if (predecessor != null) {
      rebuilt.succeed(predecessor);
    }
    Objective objective = rebuilt.objective();
    Feed feed = new Feed(key.service(), objective.input());
    if (changed != null) {
      rebuilt.changed(changed[0], changed[1], slices.oldest(feed));
    }
    progress.replace(key, rebuilt);
    this.changed.add(key);
    outcomes.markAll(key, rebuilt);
    // The definitions may have changed again while it was being rebuilt.
    follow(key, book.find(key.objective()), watermarks.get(feed));
  }

  private void drop(ProgressKey key, String why, long now) {
    rebuilds.remove(key);
    closings.settle(key);
    Progress each = progress.get(key);
    if (each == null) {
      return;
    }
    Objective objective = book.find(key.objective());
    Watermark mark = each.attached() ? watermark(key.service(), each.objective()) : null;
    long at = mark == null ? 0 : mark.at(now);
    Standing.Change change =
        each.standing().closed(objective == null ? null : objective.spec(), at, why);
    if (change != null) {
      verdicts.tell(change);
    }
    burns.end(key, objective == null ? null : objective.spec(), why);
    progress.remove(key);
    changed.remove(key);
    outcomes.remove(key);
    history.forget(key);
  }

  private Watermark watermark(String service, Objective objective) {
    return watermarks.get(new Feed(service, objective.input()));
  }

  private void forward(String key, Object value) {
    context.forward(new Record<>(key, value, context.currentSystemTimeMs()));
    waiting = true;
  }
}

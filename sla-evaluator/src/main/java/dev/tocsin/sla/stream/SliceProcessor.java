package dev.tocsin.sla.stream;

import dev.tocsin.events.Definitions;
import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Feed;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.RequestTally;
import dev.tocsin.sla.domain.Retention;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.StoredSlice;
import dev.tocsin.sla.domain.Watermark;
import dev.tocsin.sla.stream.EvaluatorMetrics.Figure;
import dev.tocsin.streams.AccumulatingStore;
import dev.tocsin.streams.BeforeCommit;
import dev.tocsin.streams.CommitPace;
import dev.tocsin.streams.PromptCommit;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Level two, by service: merges deltas into the stored slices, publishes those that changed, and
 * keeps the event time, which it tells the processors behind it. Minutes close before anything
 * newer is counted, so these see the same order whether a day arrives in a day or in a second.
 */
public final class SliceProcessor implements Processor<String, Deltas, String, Object> {
  public static final String SLICES = SliceStore.NAME;
  public static final String SERIES = SeriesLimit.STORE;
  public static final String WATERMARKS = "watermarks";
  public static final String UNPUBLISHED = "unpublished";

  /** Tells that a commit is coming: then what is on the heap is written to {@link #SLICES}. */
  public static final String OPEN_SLICES = "open-slices";

  private final Settings settings;
  private final long latenessMs;
  private final Supplier<Definitions> definitions;
  private final EvaluatorMetrics metrics;
  private final Set<SliceKey> changed = new LinkedHashSet<>();
  private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
  private final Pace pace = new Pace();
  private final CommitPace commitPace;
  private ProcessorContext<String, Object> context;
  private PromptCommit commits;
  private OpenSlices slices;
  private SeriesLimit series;
  private AccumulatingStore<Feed, Watermark> watermarks;
  private AccumulatingStore<SliceKey, Long> unpublished;
  private Retention retention;

  /** Whether anything was handed on that others see only after a commit. */
  private boolean waiting;

  public SliceProcessor(
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
    slices = new OpenSlices(new SliceStore(context.getStateStore(SLICES)));
    BeforeCommit beforeCommit = context.getStateStore(OPEN_SLICES);
    beforeCommit.run(context, slices::write);
    series = new SeriesLimit(context.getStateStore(SERIES), settings.seriesLimit());
    watermarks = context.getStateStore(WATERMARKS);
    unpublished = context.getStateStore(UNPUBLISHED);
    retention = new Retention(settings.retention(), settings.lateness(), definitions.get());
    resume();
    context.schedule(settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, this::look);
  }

  /** After a restart nobody knows which open slices were published: all of them are, again. */
  private void resume() {
    long now = context.currentSystemTimeMs();
    watermarks.forEach(
        (feed, mark) -> {
          due.add(new Due(mark.nextClose(now, latenessMs), feed));
          List<OpenSlice> open = slices.begin(feed, mark.closedThrough());
          if (feed.input() == Input.REQUESTS) {
            open.forEach(each -> changed.add(each.key()));
          }
        });
    unpublished.forEach((key, since) -> changed.add(key));
  }

  @Override
  public void process(Record<String, Deltas> record) {
    retention = retention.at(definitions.get());
    long now = context.currentSystemTimeMs();
    waiting = true;
    Deltas.Source source = record.value().source();
    pace.heard(source, now);
    if (record.value().all().isEmpty()) {
      forward(record.key(), new Timeline.CaughtUp(source), now);
    }
    for (Delta delta : record.value().all()) {
      Feed feed = new Feed(record.key(), delta.key().input());
      Watermark mark = observe(feed, delta.tally().newest(), now);
      if (retention.holds(delta.key().end(), mark.at(now))) {
        count(delta, mark, source, now);
      } else {
        refuse(delta);
      }
    }
  }

  private Watermark observe(Feed feed, long eventTime, long now) {
    Watermark mark = watermarks.touch(feed);
    if (mark == null) {
      mark = Watermark.first(eventTime, latenessMs);
      slices.begin(feed, mark.closedThrough());
      mark.at(now);
      due.add(new Due(mark.nextClose(now, latenessMs), feed));
      watermarks.put(feed, mark);
    } else {
      mark.observe(eventTime, now);
      close(feed, mark, now);
    }
    return mark;
  }

  private void count(Delta delta, Watermark mark, Deltas.Source source, long now) {
    OpenSlice slice = slice(delta);
    if (slice == null) {
      metrics.add(Figure.DROPPED, delta.tally().count());
      return;
    }
    SliceKey key = slice.key();
    slice.tally().merge(delta.tally());
    slices.touch(slice);
    boolean late = key.end() <= mark.closedThrough();
    if (late) {
      metrics.add(Figure.LATE, delta.tally().count());
    }
    if (key.input() == Input.REQUESTS) {
      changed.add(key);
      if (late) {
        unpublished.put(key, now);
      }
    }
    Delta counted = new Delta(key, delta.tally());
    long watermark = mark.at(now);
    forward(
        key.service(), new Timeline.Counted(counted, mark.closedThrough(), watermark, source), now);
  }

  /** The slice in which this is counted; null when there are too many. */
  private OpenSlice slice(Delta delta) {
    OpenSlice here = slices.here(delta.key());
    if (here != null) {
      return here;
    }
    SliceKey key = series.admit(delta.key());
    if (key != null && !key.name().equals(delta.key().name())) {
      metrics.add(Figure.COLLAPSED, delta.tally().count());
    }
    return key == null ? null : slices.change(key);
  }

  /** The events' own bytes are not here any more: the dead letter is what they added up to. */
  private void refuse(Delta delta) {
    metrics.add(Figure.REJECTED, delta.tally().count());
    LateDelta.of(delta, retention.tooOld(), context.currentSystemTimeMs())
        .forEach(context::forward);
  }

  private void look(long now) {
    retention = retention.at(definitions.get());
    while (!due.isEmpty() && due.peek().at() <= now) {
      Feed feed = due.poll().feed();
      Watermark mark = watermarks.get(feed);
      if (mark == null) {
        continue;
      }
      if (close(feed, mark, now)) {
        watermarks.touch(feed);
      }
      if (retention.holds(mark.newest(), mark.at(now))) {
        due.add(new Due(mark.nextClose(now, latenessMs), feed));
      } else {
        forget(feed, now);
      }
    }
    if (pace.due(now)) {
      changed.forEach(key -> publish(key, now));
      changed.clear();
    }
    if (waiting && !pace.catchesUp(now)) {
      waiting = false;
      commits.want();
    }
  }

  private boolean close(Feed feed, Watermark mark, long now) {
    if (!mark.close(now, latenessMs)) {
      return false;
    }
    slices.close(
        feed,
        mark.closedThrough(),
        slice -> {
          if (feed.input() == Input.REQUESTS) {
            publish(slice, true, now);
            changed.remove(slice.key());
          }
        });
    long keptFrom = mark.at(now) - retention.millis();
    slices.forget(feed, keptFrom);
    series.forget(feed, keptFrom);
    forward(
        feed.service(),
        new Timeline.Closed(feed.input(), mark.closedThrough(), mark.at(now), keptFrom),
        now);
    return true;
  }

  private void forget(Feed feed, long now) {
    watermarks.remove(feed);
    slices.forget(feed);
    series.forget(feed, Long.MAX_VALUE);
    forward(feed.service(), new Timeline.Forgotten(feed.input()), now);
  }

  private void publish(SliceKey key, long now) {
    OpenSlice slice = slices.get(key);
    Watermark mark = watermarks.get(new Feed(key.service(), key.input()));
    if (slice == null || mark == null) {
      unpublished.remove(key);
    } else {
      publish(slice, key.end() <= mark.closedThrough(), now);
    }
  }

  private void publish(OpenSlice slice, boolean closed, long now) {
    SliceKey key = slice.key();
    unpublished.remove(key);
    RequestTally tally = (RequestTally) slice.tally();
    forward(key.service(), StoredSlice.snapshot(key, tally, slice.publish(closed), closed), now);
    slices.touch(slice);
  }

  private void forward(String service, Object value, long now) {
    waiting = true;
    context.forward(new Record<>(service, value, now));
  }

  /** A feed and the wall time at which it is to be looked at. */
  private record Due(long at, Feed feed) {}
}

package dev.tocsin.sla.whatif;

import dev.tocsin.events.Definitions;
import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.Tally;
import dev.tocsin.sla.stream.Deltas;
import dev.tocsin.sla.stream.EvaluatorMetrics;
import dev.tocsin.sla.stream.JudgeProcessor;
import dev.tocsin.sla.stream.Settings;
import dev.tocsin.sla.stream.Timeline;
import dev.tocsin.streams.AccumulatingStoreBuilder;
import dev.tocsin.streams.CommitPace;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * One service judged again. The judge is the live one's own processor, apart from any stream: there
 * is no second implementation of the rules, and whatever it learns to say is said here too. It sees
 * a stream in which nothing comes late: each minute closes as soon as a later one is counted.
 */
public final class Retrial {
  private final String service;
  private final Input input;
  private final long latenessMs;

  /** What was long ago is a backlog: nothing of it waits for a turn. */
  private static final Deltas.Source PAST = new Deltas.Source(-1, true);

  private final JudgeProcessor judge;
  private final DetachedContext context;
  private long closedThrough = Long.MIN_VALUE;

  /**
   * @param definitions what is judged, and what the judge has to know beside it
   * @param stores how the topology's stores are built, by name: empty ones on the heap are made
   * @param taker takes everything that the judge hands on, in its order
   */
  public Retrial(
      Definitions definitions,
      Settings settings,
      Map<String, StoreBuilder<?>> stores,
      String service,
      Input input,
      Consumer<Object> taker) {
    this.service = service;
    this.input = input;
    this.latenessMs = settings.lateness().toMillis();
    this.context = new DetachedContext(name -> empty(stores.get(name)), taker);
    this.judge =
        new JudgeProcessor(settings, () -> definitions, new EvaluatorMetrics(), new CommitPace());
    judge.init(context);
  }

  static StateStore empty(StoreBuilder<?> builder) {
    // What has no changelog keeps nothing either.
    return builder instanceof AccumulatingStoreBuilder<?, ?> || !builder.loggingEnabled()
        ? builder.build()
        : new HeapRows(builder.name());
  }

  /** Counts a minute of a series; minutes come in ascending order. */
  public void count(SliceKey key, Tally tally) {
    if (closedThrough == Long.MIN_VALUE) {
      closedThrough = key.minute();
    } else {
      close(key.minute());
    }
    tell(
        new Timeline.Counted(
            new Delta(key, tally), closedThrough, closedThrough + latenessMs, PAST));
  }

  /** Closes every minute that ends here or earlier; nothing when nothing was counted. */
  public void close(long through) {
    if (closedThrough != Long.MIN_VALUE && through > closedThrough) {
      closedThrough = through;
      // Nothing is forgotten: where a violation began is looked up among what was final.
      tell(new Timeline.Closed(input, through, through + latenessMs, 0));
    }
  }

  private void tell(Timeline event) {
    context.moveTo(closedThrough + latenessMs);
    judge.process(new Record<>(service, event, Math.max(0, closedThrough)));
  }
}

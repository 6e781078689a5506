package dev.tocsin.sla.stream;

import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.Pending;
import dev.tocsin.sla.domain.PendingServices;
import dev.tocsin.sla.domain.Samples;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.stream.EvaluatorMetrics.Figure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What level one counted, until level two gets it: before each commit, before a later minute
 * begins, and when it becomes much.
 */
final class DeltaOutbox {
  /** Handed on at once when so many are pending: an explosion of series must not fill the heap. */
  private static final int MOST_SERIES = 20_000;

  /** Likewise for single readings; so that no record grows too large either. */
  private static final int MOST_SAMPLE_BYTES = 500_000;

  private final PendingServices pending = new PendingServices();
  private final BiConsumer<String, Deltas> to;
  private final EvaluatorMetrics metrics;

  /** Of these level two was told that more will follow. */
  private final Set<String> behind = new HashSet<>();

  /** The newest minute that was counted, of each kind of telemetry. */
  private final long[] minutes = new long[Input.values().length];

  private int sampleBytes;

  /**
   * @param to takes what is handed on, by service
   */
  DeltaOutbox(BiConsumer<String, Deltas> to, EvaluatorMetrics metrics) {
    this.to = to;
    this.metrics = metrics;
  }

  PendingServices pending() {
    return pending;
  }

  /** Whether level two waits for anything, if only for the end of a backlog. */
  boolean empty() {
    return pending.none() && behind.isEmpty();
  }

  /** Whether there is so much that it is to be handed on now. */
  boolean full() {
    return pending.series() > MOST_SERIES || sampleBytes > MOST_SAMPLE_BYTES;
  }

  /**
   * Whether what was counted is to be handed on before something of this time is: it begins a later
   * minute. So in a backlog level two gets the minutes of all partitions about in their order, and
   * not many minutes of one before those of the next, which would all be late.
   *
   * @param timestamp event time, epoch milliseconds
   */
  boolean beginsMinute(Input input, long timestamp) {
    if (timestamp < minutes[input.ordinal()] + SliceKey.MINUTE_MS) {
      return false;
    }
    minutes[input.ordinal()] = SliceKey.minuteOf(timestamp);
    return !pending.none();
  }

  void sample(Samples samples, String instance, long timestamp, double value) {
    samples.add(instance, timestamp, value);
    sampleBytes += 32 + instance.length();
  }

  /** Everything that was counted goes to level two, in the transaction that commits its offsets. */
  void handOn(Deltas.Source source) {
    pending.handOn(each -> handOn(each, source));
    if (!source.backlog()) {
      Deltas caughtUp = new Deltas(List.of(), source);
      behind.forEach(service -> to.accept(service, caughtUp));
      behind.clear();
    }
    sampleBytes = 0;
  }

  private void handOn(Pending service, Deltas.Source source) {
    // Level two takes them in the order of time, as if they came one by one.
    List<Delta> deltas = service.deltas();
    for (List<Delta> part : Deltas.parts(deltas)) {
      to.accept(service.service(), new Deltas(part, source));
    }
    metrics.add(Figure.DELTAS, deltas.size());
    if (source.backlog()) {
      behind.add(service.service());
    } else {
      behind.remove(service.service());
    }
  }
}

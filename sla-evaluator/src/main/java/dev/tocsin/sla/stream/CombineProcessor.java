package dev.tocsin.sla.stream;

import dev.tocsin.events.Batch;
import dev.tocsin.events.CheckEvent;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.EventReader;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Parsed;
import dev.tocsin.events.Rejected;
import dev.tocsin.events.RequestEvent;
import dev.tocsin.events.Telemetry;
import dev.tocsin.events.Topics;
import dev.tocsin.sla.domain.Bounds;
import dev.tocsin.sla.domain.CheckTally;
import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.MetricTally;
import dev.tocsin.sla.domain.RequestTally;
import dev.tocsin.sla.domain.Retention;
import dev.tocsin.sla.domain.Samples;
import dev.tocsin.sla.domain.SliceKey;
import dev.tocsin.sla.domain.Tally;
import dev.tocsin.sla.stream.EvaluatorMetrics.Figure;
import dev.tocsin.streams.AccumulatingStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Level one, one for each source partition: counts events in place and hands on, a few times a
 * second, one delta for each series and minute. So what crosses the network grows with series and
 * minutes and never with events, and a hot service stays a local matter.
 */
public final class CombineProcessor implements Processor<byte[], byte[], String, Object> {
  public static final String PENDING = "pending";
  public static final String IDS = "ids";

  /** Handed on at once when so many are pending: an explosion of series must not fill the heap. */
  private static final int MOST_PENDING = 20_000;

  /** Likewise for single readings; so that no record grows too large either. */
  private static final int MOST_SAMPLE_BYTES = 500_000;

  private final Topics topics;
  private final Settings settings;
  private final Supplier<Definitions> definitions;
  private final EvaluatorMetrics metrics;
  private final EventReader<RequestEvent> requests;
  private final EventReader<MetricsEvent> readings;
  private final EventReader<CheckEvent> checks;
  private final Map<Input, Map<String, Long>> newest = new EnumMap<>(Input.class);
  private ProcessorContext<String, Object> context;
  private AccumulatingStore<SliceKey, Tally> pending;
  private SeenIds ids;
  private Bounds bounds;
  private Retention retention;
  private int sampleBytes;

  public CombineProcessor(
      Topics topics,
      Settings settings,
      Supplier<Definitions> definitions,
      EvaluatorMetrics metrics) {
    this.topics = topics;
    this.settings = settings;
    this.definitions = definitions;
    this.metrics = metrics;
    this.requests = EventReader.requests(settings.maxClockSkew());
    this.readings = EventReader.metrics(settings.maxClockSkew());
    this.checks = EventReader.checks(settings.maxClockSkew());
    for (Input each : Input.values()) {
      newest.put(each, new HashMap<>());
    }
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    pending = context.getStateStore(PENDING);
    long now = context.currentSystemTimeMs();
    ids = new SeenIds(context.getStateStore(IDS), settings.dedupHorizon().toMillis(), now);
    bounds = new Bounds(definitions.get());
    retention = new Retention(settings.retention(), settings.lateness(), definitions.get());
    context.schedule(settings.flushInterval(), PunctuationType.WALL_CLOCK_TIME, this::flush);
    context.schedule(Duration.ofSeconds(5), PunctuationType.WALL_CLOCK_TIME, ids::forget);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata from = context.recordMetadata().orElseThrow();
    bounds = bounds.at(definitions.get());
    retention = retention.at(definitions.get());
    if (from.topic().equals(topics.requests().name())) {
      read(requests, Input.REQUESTS, from, record, event -> count(event, from));
    } else if (from.topic().equals(topics.metrics().name())) {
      read(readings, Input.METRICS, from, record, event -> count(event, from));
    } else {
      read(checks, Input.CHECKS, from, record, event -> count(event, from));
    }
    if (pending.size() > MOST_PENDING || sampleBytes > MOST_SAMPLE_BYTES) {
      flush(context.currentSystemTimeMs());
    }
  }

  private <T extends Telemetry> void read(
      EventReader<T> reader,
      Input input,
      RecordMetadata from,
      Record<byte[], byte[]> record,
      Consumer<T> count) {
    Batch<T> batch = reader.read(record.value(), context.currentSystemTimeMs());
    if (batch.unreadable() != null) {
      refuse(from, record, 0, record.value(), batch.unreadable());
    }
    for (Parsed<T> each : batch.events()) {
      Rejected rejected = each.accepted() ? tooOld(input, each.event()) : each.rejected();
      if (rejected == null) {
        count.accept(each.event());
      } else {
        refuse(from, record, each.position(), each.raw(), rejected);
      }
    }
  }

  /** Level two decides what is too old; here the event's own bytes are still at hand. */
  private Rejected tooOld(Input input, Telemetry event) {
    long newestOfService = newest.get(input).merge(event.service(), event.timestamp(), Math::max);
    return retention.holds(event.timestamp(), newestOfService) ? null : retention.tooOld();
  }

  private void refuse(
      RecordMetadata from,
      Record<byte[], byte[]> record,
      int position,
      byte[] value,
      Rejected rejected) {
    metrics.add(Figure.REJECTED, 1);
    context.forward(Refused.of(from, record, position, value, rejected));
  }

  private void count(RequestEvent event, RecordMetadata from) {
    if (event.id() != null
        && !ids.first(
            event.service(), event.id(), event.timestamp(), context.currentSystemTimeMs())) {
      metrics.add(Figure.DUPLICATES, 1);
      return;
    }
    SliceKey key =
        SliceKey.requests(
            event.service(),
            event.operation(),
            event.region(),
            event.deviceType(),
            event.timestamp());
    RequestTally tally = (RequestTally) pending.change(key, RequestTally::new);
    tally.add(event, bounds.latencies(event.service()));
    seen(tally, event, from);
  }

  private void count(MetricsEvent event, RecordMetadata from) {
    String instance = event.instance() == null ? "" : event.instance();
    event
        .metrics()
        .forEach(
            (name, value) -> {
              SliceKey key =
                  SliceKey.named(Input.METRICS, event.service(), name, event.timestamp());
              MetricTally tally = (MetricTally) pending.change(key, MetricTally::new);
              tally.add(value);
              if (bounds.watches(event.service(), name)) {
                sample(tally.samples(), instance, event.timestamp(), value);
              }
              seen(tally, event, from);
            });
  }

  private void count(CheckEvent event, RecordMetadata from) {
    SliceKey key = SliceKey.named(Input.CHECKS, event.service(), event.check(), event.timestamp());
    CheckTally tally = (CheckTally) pending.change(key, CheckTally::new);
    tally.add(event.up());
    sample(tally.samples(), "", event.timestamp(), event.up() ? 0 : 1);
    seen(tally, event, from);
  }

  private void sample(Samples to, String instance, long timestamp, double value) {
    to.add(instance, timestamp, value);
    sampleBytes += 32 + instance.length();
  }

  private void seen(Tally tally, Telemetry event, RecordMetadata from) {
    metrics.add(Figure.EVENTS, 1);
    tally.seen(event.timestamp(), from.partition(), from.offset());
  }

  private void flush(long now) {
    Map<String, List<Delta>> byService = new TreeMap<>();
    pending.forEach(
        (key, tally) ->
            byService
                .computeIfAbsent(key.service(), s -> new ArrayList<>())
                .add(new Delta(key, tally)));
    byService.forEach(
        (service, deltas) -> {
          // Level two takes them in the order of time, as if they came one by one.
          deltas.sort(Comparator.comparingLong(delta -> delta.key().minute()));
          for (List<Delta> part : Deltas.parts(deltas)) {
            context.forward(new Record<>(service, new Deltas(part), now));
          }
          metrics.add(Figure.DELTAS, deltas.size());
        });
    pending.removeIf((key, tally) -> true);
    sampleBytes = 0;
  }
}

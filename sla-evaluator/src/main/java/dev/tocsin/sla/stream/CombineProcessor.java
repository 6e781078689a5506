package dev.tocsin.sla.stream;

import dev.tocsin.events.Batch;
import dev.tocsin.events.CheckEvent;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.EventReader;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Parsed;
import dev.tocsin.events.Rejected;
import dev.tocsin.events.RequestReader;
import dev.tocsin.events.RequestView;
import dev.tocsin.events.Telemetry;
import dev.tocsin.events.Topics;
import dev.tocsin.sla.domain.Bounds;
import dev.tocsin.sla.domain.CheckTally;
import dev.tocsin.sla.domain.Delta;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.MetricTally;
import dev.tocsin.sla.domain.Pending;
import dev.tocsin.sla.domain.PendingServices;
import dev.tocsin.sla.domain.RequestTally;
import dev.tocsin.sla.domain.Retention;
import dev.tocsin.sla.domain.Samples;
import dev.tocsin.sla.domain.Tally;
import dev.tocsin.sla.stream.EvaluatorMetrics.Figure;
import dev.tocsin.streams.BeforeCommit;
import dev.tocsin.streams.Bundle;
import dev.tocsin.streams.CommitPace;
import dev.tocsin.streams.PromptCommit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
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
  public static final String BEFORE_COMMIT = "before-commit";
  public static final String IDS = "ids";

  /** Handed on at once when so many are pending: an explosion of series must not fill the heap. */
  private static final int MOST_SERIES = 20_000;

  /** Likewise for single readings; so that no record grows too large either. */
  private static final int MOST_SAMPLE_BYTES = 500_000;

  /**
   * How often it looks whether somebody waits for what it counted. While it catches up nobody does,
   * and the fewer commits, the more events share a delta: then the commit interval holds.
   */
  private static final Duration PROMPT = Duration.ofMillis(20);

  /** It keeps up while what it reads was appended at most so long ago. */
  private static final long KEEPS_UP_MS = 2_000;

  private final String requestsTopic;
  private final String metricsTopic;
  private final Settings settings;
  private final Supplier<Definitions> definitions;
  private final EvaluatorMetrics metrics;
  private final CommitPace pace;
  private final RequestReader requests;
  private final EventReader<MetricsEvent> readings;
  private final EventReader<CheckEvent> checks;
  private final PendingServices pending = new PendingServices();
  private final List<Pending> services = new ArrayList<>();
  private final List<RequestTally> tallies = new ArrayList<>();

  /** Of these level two was told that more will follow. */
  private final Set<String> behind = new HashSet<>();

  private ProcessorContext<String, Object> context;
  private PromptCommit commits;
  private SeenIds ids;
  private Bounds bounds;
  private Retention retention;
  private String topic;
  private int partition;
  private long now;
  private long appended = Long.MAX_VALUE;
  private boolean moreFollow;
  private int counted;
  private int series;
  private int sampleBytes;

  public CombineProcessor(
      Topics topics,
      Settings settings,
      Supplier<Definitions> definitions,
      EvaluatorMetrics metrics,
      CommitPace pace) {
    this.requestsTopic = topics.requests().name();
    this.metricsTopic = topics.metrics().name();
    this.settings = settings;
    this.definitions = definitions;
    this.metrics = metrics;
    this.pace = pace;
    this.requests = new RequestReader(settings.maxClockSkew());
    this.readings = EventReader.metrics(settings.maxClockSkew());
    this.checks = EventReader.checks(settings.maxClockSkew());
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    BeforeCommit beforeCommit = context.getStateStore(BEFORE_COMMIT);
    beforeCommit.run(context, this::handOn);
    commits = new PromptCommit(context, pace);
    now = context.currentSystemTimeMs();
    ids = new SeenIds(context.getStateStore(IDS), settings.dedupHorizon().toMillis(), now);
    bounds = new Bounds(definitions.get());
    retention = new Retention(settings.retention(), settings.lateness(), definitions.get());
    context.schedule(Duration.ofSeconds(5), PunctuationType.WALL_CLOCK_TIME, this::look);
    context.schedule(PROMPT, PunctuationType.WALL_CLOCK_TIME, this::commitPromptly);
  }

  private void look(long wall) {
    ids.forget(wall);
    // A quiet partition must not miss a version of an objective.
    bounds = bounds.at(definitions.get());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    topic = at.topic();
    partition = at.partition();
    now = context.currentSystemTimeMs();
    appended = record.timestamp();
    moreFollow = Bundle.moreFollow(record.headers());
    bounds = bounds.at(definitions.get());
    retention = retention.at(definitions.get());
    Bundle from = new Bundle(record, at.offset());
    boolean ofRequests = topic.equals(requestsTopic);
    boolean ofMetrics = topic.equals(metricsTopic);
    while (from.next()) {
      if (ofRequests) {
        readRequests(from);
      } else if (ofMetrics) {
        read(readings, Input.METRICS, from, (event, to) -> count(event, to, from));
      } else {
        read(checks, Input.CHECKS, from, (event, to) -> count(event, to, from));
      }
      if (series > MOST_SERIES || sampleBytes > MOST_SAMPLE_BYTES) {
        handOn();
      }
    }
    metrics.add(Figure.EVENTS, counted);
    counted = 0;
  }

  private void commitPromptly(long wall) {
    boolean catchesUp = catchesUp(wall);
    pace.backlog(context.taskId(), catchesUp);
    if (!(pending.none() && behind.isEmpty()) && !catchesUp) {
      commits.want();
    }
  }

  @Override
  public void close() {
    pace.backlog(context.taskId(), false);
  }

  /** Whether what it reads was appended long ago, and there is more of it. */
  private boolean catchesUp(long wall) {
    return moreFollow && wall - appended > KEEPS_UP_MS;
  }

  private void readRequests(Bundle from) {
    Rejected unreadable = requests.read(from.value(), now);
    if (unreadable != null) {
      refuse(from, 0, from.value(), unreadable);
    }
    // First all that may be far from the processor is looked up, so that to fetch one does not wait
    // until the one before is counted.
    services.clear();
    tallies.clear();
    for (int i = 0; i < requests.size(); i++) {
      RequestView event = requests.get(i);
      Pending service = event.rejected() == null ? pending.of(event) : null;
      services.add(service);
      tallies.add(admitted(event, i, service, from) ? tally(event, service) : null);
    }
    for (int i = 0; i < requests.size(); i++) {
      RequestTally tally = tallies.get(i);
      if (tally != null) {
        RequestView event = requests.get(i);
        series += tally.count() == 0 ? 1 : 0;
        tally.add(event, services.get(i).latencies(bounds));
        seen(tally, event.timestamp(), from);
      }
    }
  }

  private boolean admitted(RequestView event, int position, Pending service, Bundle from) {
    if (service == null) {
      refuse(from, position, event.raw(), event.rejected());
      return false;
    }
    if (!retention.holds(event.timestamp(), service.observe(Input.REQUESTS, event.timestamp()))) {
      refuse(from, position, event.raw(), retention.tooOld());
      return false;
    }
    if (event.id() != null && !ids.first(event.service(), event.id(), event.timestamp(), now)) {
      metrics.add(Figure.DUPLICATES, 1);
      return false;
    }
    return true;
  }

  private RequestTally tally(RequestView event, Pending service) {
    return (RequestTally)
        pending.tally(
            service,
            Input.REQUESTS,
            known(event.operation()),
            known(event.region()),
            known(event.deviceType()),
            event.timestamp());
  }

  private <T extends Telemetry> void read(
      EventReader<T> reader, Input input, Bundle from, BiConsumer<T, Pending> count) {
    Batch<T> batch = reader.read(from.value(), now);
    if (batch.unreadable() != null) {
      refuse(from, 0, from.value(), batch.unreadable());
    }
    for (Parsed<T> each : batch.events()) {
      if (!each.accepted()) {
        refuse(from, each.position(), each.raw(), each.rejected());
        continue;
      }
      T event = each.event();
      Pending to = pending.of(event.service());
      // Level two decides what is too old; here the event's own bytes are still at hand.
      if (retention.holds(event.timestamp(), to.observe(input, event.timestamp()))) {
        count.accept(event, to);
      } else {
        refuse(from, each.position(), each.raw(), retention.tooOld());
      }
    }
  }

  private void refuse(Bundle from, int position, byte[] value, Rejected why) {
    metrics.add(Figure.REJECTED, 1);
    Origin origin = new Origin(topic, partition, from.offset(), from.timestamp(), from.key());
    context.forward(Refused.of(origin, position, value, why));
  }

  private void count(MetricsEvent event, Pending to, Bundle from) {
    String instance = known(event.instance());
    event
        .metrics()
        .forEach(
            (name, value) -> {
              MetricTally tally = (MetricTally) tally(to, Input.METRICS, name, event.timestamp());
              tally.add(value);
              if (bounds.watches(event.service(), name)) {
                sample(tally.samples(), instance, event.timestamp(), value);
              }
              seen(tally, event.timestamp(), from);
            });
  }

  private void count(CheckEvent event, Pending to, Bundle from) {
    CheckTally tally = (CheckTally) tally(to, Input.CHECKS, event.check(), event.timestamp());
    tally.add(event);
    if (!event.unknown()) {
      sample(tally.samples(), "", event.timestamp(), event.up() ? 0 : 1);
    }
    seen(tally, event.timestamp(), from);
  }

  private static String known(String dimension) {
    return dimension == null ? "" : dimension;
  }

  private Tally tally(Pending to, Input input, String name, long timestamp) {
    Tally tally = pending.tally(to, input, name, "", "", timestamp);
    series += tally.count() == 0 ? 1 : 0;
    return tally;
  }

  private void sample(Samples to, String instance, long timestamp, double value) {
    to.add(instance, timestamp, value);
    sampleBytes += 32 + instance.length();
  }

  private void seen(Tally tally, long timestamp, Bundle from) {
    counted++;
    tally.seen(timestamp, partition, from.offset());
  }

  /** Everything that was counted goes to level two, in the transaction that commits its offsets. */
  private void handOn() {
    now = context.currentSystemTimeMs();
    boolean backlog = catchesUp(now);
    Deltas.Source source = new Deltas.Source(context.taskId().partition(), backlog);
    pending.handOn(each -> handOn(each, source));
    if (!backlog) {
      Deltas caughtUp = new Deltas(List.of(), source);
      behind.forEach(service -> context.forward(new Record<>(service, caughtUp, now)));
      behind.clear();
    }
    series = 0;
    sampleBytes = 0;
  }

  private void handOn(Pending service, Deltas.Source source) {
    // Level two takes them in the order of time, as if they came one by one.
    List<Delta> deltas = service.deltas();
    for (List<Delta> part : Deltas.parts(deltas)) {
      context.forward(new Record<>(service.service(), new Deltas(part, source), now));
    }
    metrics.add(Figure.DELTAS, deltas.size());
    if (source.backlog()) {
      behind.add(service.service());
    } else {
      behind.remove(service.service());
    }
  }
}

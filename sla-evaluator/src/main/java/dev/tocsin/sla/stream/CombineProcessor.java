package dev.tocsin.sla.stream;

import dev.tocsin.events.Batch;
import dev.tocsin.events.CheckEvent;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.EventReader;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Parsed;
import dev.tocsin.events.Rejected;
import dev.tocsin.events.RequestView;
import dev.tocsin.events.Telemetry;
import dev.tocsin.events.Topics;
import dev.tocsin.sla.domain.Bounds;
import dev.tocsin.sla.domain.CheckTally;
import dev.tocsin.sla.domain.Input;
import dev.tocsin.sla.domain.MetricTally;
import dev.tocsin.sla.domain.Pending;
import dev.tocsin.sla.domain.PendingServices;
import dev.tocsin.sla.domain.RequestTally;
import dev.tocsin.sla.domain.Retention;
import dev.tocsin.sla.domain.Tally;
import dev.tocsin.sla.stream.EvaluatorMetrics.Figure;
import dev.tocsin.sla.stream.RequestBatch.Arrival;
import dev.tocsin.streams.BeforeCommit;
import dev.tocsin.streams.Bundle;
import dev.tocsin.streams.CommitPace;
import dev.tocsin.streams.PromptCommit;
import java.time.Duration;
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
  private final RequestBatch requests;
  private final EventReader<MetricsEvent> readings;
  private final EventReader<CheckEvent> checks;
  private final DeltaOutbox outbox;
  private final PendingServices pending;

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
    this.requests = new RequestBatch(settings.maxClockSkew());
    this.readings = EventReader.metrics(settings.maxClockSkew());
    this.checks = EventReader.checks(settings.maxClockSkew());
    this.outbox = new DeltaOutbox(this::forward, metrics);
    this.pending = outbox.pending();
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
    if (topic.equals(requestsTopic)) {
      readRequests(from);
    } else if (topic.equals(metricsTopic)) {
      read(readings, Input.METRICS, from, (event, to) -> count(event, to, from));
    } else {
      read(checks, Input.CHECKS, from, (event, to) -> count(event, to, from));
    }
    metrics.add(Figure.EVENTS, counted);
    counted = 0;
  }

  private void commitPromptly(long wall) {
    boolean catchesUp = catchesUp(wall);
    pace.backlog(context.taskId(), catchesUp);
    if (!outbox.empty() && !catchesUp) {
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
    while (from.next()) {
      Rejected unreadable = requests.read(from, now);
      if (unreadable != null) {
        refuse(from, 0, from.value(), unreadable);
      }
      if (requests.enough()) {
        countRequests();
      }
    }
    countRequests();
  }

  private void countRequests() {
    beginMinute(Input.REQUESTS, requests.newest());
    for (Arrival each : requests) {
      each.service = each.event().rejected() == null ? pending.of(each.event()) : null;
    }
    for (Arrival each : requests) {
      each.tally = admitted(each) ? tally(each.event(), each.service) : null;
    }
    for (Arrival each : requests) {
      if (each.tally != null) {
        each.tally.add(each.event(), each.service.latencies(bounds));
        seen(each.tally, each.event().timestamp(), each.offset());
      }
    }
    requests.clear();
    handOnMany();
  }

  private void beginMinute(Input input, long timestamp) {
    if (outbox.beginsMinute(input, timestamp)) {
      handOn();
    }
  }

  private boolean admitted(Arrival each) {
    RequestView event = each.event();
    if (each.service == null) {
      refuse(each, event.rejected());
      return false;
    }
    if (!retention.holds(
        event.timestamp(), each.service.observe(Input.REQUESTS, event.timestamp()))) {
      refuse(each, retention.tooOld());
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
    while (from.next()) {
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
          beginMinute(input, event.timestamp());
          count.accept(event, to);
        } else {
          refuse(from, each.position(), each.raw(), retention.tooOld());
        }
      }
      handOnMany();
    }
  }

  private void handOnMany() {
    if (outbox.full()) {
      handOn();
    }
  }

  private void refuse(Arrival each, Rejected why) {
    refuse(each.origin(topic, partition), each.position(), each.event().raw(), why);
  }

  private void refuse(Bundle from, int position, byte[] value, Rejected why) {
    Origin origin = new Origin(topic, partition, from.offset(), from.timestamp(), from.key());
    refuse(origin, position, value, why);
  }

  private void refuse(Origin from, int position, byte[] value, Rejected why) {
    metrics.add(Figure.REJECTED, 1);
    context.forward(Refused.of(from, position, value, why));
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
                outbox.sample(tally.samples(), instance, event.timestamp(), value);
              }
              seen(tally, event.timestamp(), from.offset());
            });
  }

  private void count(CheckEvent event, Pending to, Bundle from) {
    CheckTally tally = (CheckTally) tally(to, Input.CHECKS, event.check(), event.timestamp());
    tally.add(event);
    if (!event.unknown()) {
      outbox.sample(tally.samples(), "", event.timestamp(), event.up() ? 0 : 1);
    }
    seen(tally, event.timestamp(), from.offset());
  }

  private static String known(String dimension) {
    return dimension == null ? "" : dimension;
  }

  private Tally tally(Pending to, Input input, String name, long timestamp) {
    return pending.tally(to, input, name, "", "", timestamp);
  }

  private void seen(Tally tally, long timestamp, long offset) {
    counted++;
    tally.seen(timestamp, partition, offset);
  }

  private void handOn() {
    now = context.currentSystemTimeMs();
    outbox.handOn(new Deltas.Source(context.taskId().partition(), catchesUp(now)));
  }

  private void forward(String service, Deltas deltas) {
    context.forward(new Record<>(service, deltas, now));
  }
}

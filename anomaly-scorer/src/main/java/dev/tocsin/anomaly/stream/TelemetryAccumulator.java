package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.EntityPart;
import dev.tocsin.anomaly.domain.Window;
import dev.tocsin.events.Batch;
import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.EventReader;
import dev.tocsin.events.LogEvent;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.Parsed;
import dev.tocsin.events.Rejected;
import dev.tocsin.events.RequestEvent;
import dev.tocsin.events.Telemetry;
import dev.tocsin.events.Topics;
import dev.tocsin.streams.AccumulatingStore;
import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Level one, per source partition: adds events to the parts of windows in place and hands on what
 * changed ten times a second, oldest window first. An event whose window the entity has left behind
 * in this partition is late, whenever parts were handed on: what counts is only the order of
 * events.
 *
 * <p>Forwards an {@link EntityPart} per entity and window, and the bytes of a bad log event, with
 * dead-letter headers; other topics' bad events are the SLA evaluator's and are only counted.
 */
public final class TelemetryAccumulator implements Processor<String, byte[], String, Object> {
  private static final Duration HAND_ON = Duration.ofMillis(100);

  private final Topics topics;
  private final long allowedLatenessMs;
  private final ScorerMeters meters;
  private final EventReader<RequestEvent> requests =
      EventReader.requests(EventReader.DEFAULT_MAX_CLOCK_SKEW);
  private final EventReader<MetricsEvent> metrics =
      EventReader.metrics(EventReader.DEFAULT_MAX_CLOCK_SKEW);
  private final EventReader<LogEvent> logs = EventReader.logs(EventReader.DEFAULT_MAX_CLOCK_SKEW);
  private final RecentIds ids = new RecentIds();
  private ProcessorContext<String, Object> context;
  private AccumulatingStore<String, EntityPart> parts;
  private AccumulatingStore<String, Long> newest;

  private TelemetryAccumulator(Topics topics, long allowedLatenessMs, ScorerMeters meters) {
    this.topics = topics;
    this.allowedLatenessMs = allowedLatenessMs;
    this.meters = meters;
  }

  /** The processor and its stores. */
  public static ProcessorSupplier<String, byte[], String, Object> supplier(
      Topics topics, Duration allowedLateness, ScorerMeters meters) {
    return new ProcessorSupplier<>() {
      @Override
      public Processor<String, byte[], String, Object> get() {
        return new TelemetryAccumulator(topics, allowedLateness.toMillis(), meters);
      }

      @Override
      public Set<StoreBuilder<?>> stores() {
        return Set.of(ScorerStores.partsStore(), ScorerStores.newestStore());
      }
    };
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    parts = context.getStateStore(ScorerStores.PARTS);
    newest = context.getStateStore(ScorerStores.NEWEST);
    context.schedule(HAND_ON, PunctuationType.WALL_CLOCK_TIME, this::handOn);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    RecordMetadata from = context.recordMetadata().orElseThrow();
    long now = context.currentSystemTimeMs();
    if (from.topic().equals(topics.requests().name())) {
      read(requests.read(record.value(), now), record, from, this::addRequest);
    } else if (from.topic().equals(topics.metrics().name())) {
      read(metrics.read(record.value(), now), record, from, this::addMetrics);
    } else {
      read(logs.read(record.value(), now), record, from, this::addLog);
    }
  }

  private <T> void read(
      Batch<T> batch,
      Record<String, byte[]> record,
      RecordMetadata from,
      BiConsumer<T, Integer> add) {
    if (batch.unreadable() != null) {
      refuse(record, from, 0, record.value(), batch.unreadable());
    }
    for (Parsed<T> each : batch.events()) {
      if (each.accepted()) {
        add.accept(each.event(), from.partition());
      } else {
        refuse(record, from, each.position(), each.raw(), each.rejected());
      }
    }
  }

  private void addRequest(RequestEvent event, int source) {
    if (event.id() != null && !ids.isNew(event.service(), event.id())) {
      meters.duplicate();
      return;
    }
    Window window = window(event.service(), event, source);
    if (window != null) {
      window.add(event);
    }
  }

  private void addMetrics(MetricsEvent event, int source) {
    Window window = window(EntityPart.entity(event.service(), event.instance()), event, source);
    if (window != null) {
      window.add(event);
    }
  }

  private void addLog(LogEvent event, int source) {
    Window window = window(EntityPart.entity(event.service(), event.instance()), event, source);
    if (window != null) {
      window.add(event);
    }
  }

  /** The part that the event belongs to, or null when it is late. */
  private Window window(String entity, Telemetry event, int source) {
    long start = Window.startOf(event.timestamp());
    Long reached = newest.get(entity);
    if (reached != null && start + Window.LENGTH_MS + allowedLatenessMs <= reached) {
      meters.late();
      return null;
    }
    if (reached == null || event.timestamp() > reached) {
      newest.put(entity, event.timestamp());
    }
    return parts
        .change(
            start + " " + entity,
            () -> new EntityPart(event.service(), source, start, new Window()))
        .window();
  }

  private void refuse(
      Record<String, byte[]> record,
      RecordMetadata from,
      int position,
      byte[] value,
      Rejected reason) {
    meters.bad(from.topic());
    if (from.topic().equals(topics.logs().name())) {
      DeadLetter letter =
          new DeadLetter(from.topic(), from.partition(), from.offset(), position, reason);
      byte[] body = value == null ? new byte[0] : value;
      context.forward(
          new Record<>(record.key(), (Object) body, record.timestamp(), letter.headers()));
    }
  }

  private void handOn(long now) {
    if (parts.size() == 0) {
      return;
    }
    TreeMap<String, EntityPart> waiting = new TreeMap<>(TelemetryAccumulator::byStart);
    parts.forEach(waiting::put);
    waiting.forEach(
        (key, part) -> {
          String entity = key.substring(key.indexOf(' ') + 1);
          context.forward(new Record<>(entity, (Object) part, now));
          parts.remove(key);
        });
  }

  private static int byStart(String one, String other) {
    int size = Integer.compare(one.indexOf(' '), other.indexOf(' '));
    return size == 0 ? one.compareTo(other) : size;
  }
}

package dev.tocsin.sla.stream;

import dev.tocsin.events.Batch;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.EventReader;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.Json;
import dev.tocsin.events.Parsed;
import dev.tocsin.sla.domain.Agreement;
import dev.tocsin.sla.domain.IncidentDesk;
import dev.tocsin.sla.domain.IncidentState;
import dev.tocsin.sla.stream.EvaluatorMetrics.Figure;
import dev.tocsin.streams.CommitPace;
import dev.tocsin.streams.PromptCommit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Incidents by id, and their deadlines: rows in the order of the wall time at which each incident's
 * event time will have come to them.
 */
public final class IncidentProcessor implements Processor<byte[], byte[], String, Object> {
  public static final String INCIDENTS = "incidents";
  public static final String DEADLINES = "deadlines";

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

  /** After a restart the backlog comes first: it may say that a deadline was kept. */
  private static final long SETTLE_MS = 2_000;

  /** How long a closed incident is remembered, in case it is opened again. */
  private static final long KEPT_MS = Duration.ofDays(30).toMillis();

  private static final byte[] NOTHING = {};

  private final Supplier<Definitions> definitions;
  private final EvaluatorMetrics metrics;
  private final EventReader<IncidentEvent> reader;
  private final CommitPace pace;
  private ProcessorContext<String, Object> context;
  private PromptCommit commits;
  private KeyValueStore<Bytes, byte[]> incidents;
  private KeyValueStore<Bytes, byte[]> deadlines;
  private Definitions followed;
  private List<Agreement> agreements = List.of();
  private long notBefore;
  private boolean waiting;

  public IncidentProcessor(
      Settings settings,
      Supplier<Definitions> definitions,
      EvaluatorMetrics metrics,
      CommitPace pace) {
    this.definitions = definitions;
    this.metrics = metrics;
    this.pace = pace;
    this.reader = EventReader.incidents(settings.maxClockSkew());
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    commits = new PromptCommit(context, pace);
    incidents = context.getStateStore(INCIDENTS);
    deadlines = context.getStateStore(DEADLINES);
    agreements = inForce(definitions.get());
    notBefore = context.currentSystemTimeMs() + SETTLE_MS;
    context.schedule(LOOK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::look);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    Origin from =
        new Origin(at.topic(), at.partition(), at.offset(), record.timestamp(), record.key());
    long now = context.currentSystemTimeMs();
    Batch<IncidentEvent> batch = reader.read(record.value(), now);
    if (batch.unreadable() != null) {
      metrics.add(Figure.REJECTED, 1);
      context.forward(Refused.of(from, 0, record.value(), batch.unreadable()));
    }
    for (Parsed<IncidentEvent> each : batch.events()) {
      if (each.accepted()) {
        metrics.add(Figure.IGNORED, each.ignored().size());
        IncidentState known = get(each.event().incidentId());
        settle(
            known == null ? IncidentState.first(each.event(), now) : known.after(each.event(), now),
            now);
      } else {
        metrics.add(Figure.REJECTED, 1);
        context.forward(Refused.of(from, each.position(), each.raw(), each.rejected()));
      }
    }
  }

  private void settle(IncidentState state, long now) {
    IncidentDesk.Outcome outcome = IncidentDesk.judge(state, agreements, now);
    String id = state.event().incidentId();
    outcome.violations().forEach(each -> forward(each.objective(), each, now));
    outcome.alerts().forEach(each -> forward(each.fingerprint(), each, now));
    state.rows().forEach(due -> deadlines.delete(row(due, id)));
    List<Long> rows = new ArrayList<>();
    outcome.deadlines().forEach(due -> rows.add(state.wallTimeOf(due)));
    if (state.event().closed()) {
      rows.add(now + KEPT_MS);
    }
    rows.forEach(due -> deadlines.put(row(due, id), NOTHING));
    put(id, outcome.state().withRows(rows));
  }

  private void look(long now) {
    if (waiting) {
      waiting = false;
      commits.want();
    }
    if (now < notBefore) {
      return;
    }
    if (followed != definitions.get()) {
      follow(now);
    }
    List<Bytes> due = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows = deadlines.range(row(0, ""), row(now + 1, ""))) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        due.add(row.key);
      }
    }
    for (Bytes row : due) {
      deadlines.delete(row);
      byte[] bytes = row.get();
      String id = new String(bytes, 8, bytes.length - 8, StandardCharsets.UTF_8);
      IncidentState state = get(id);
      if (state != null && state.event().closed() && now - state.seenAt() >= KEPT_MS) {
        incidents.delete(Bytes.wrap(id.getBytes(StandardCharsets.UTF_8)));
      } else if (state != null) {
        settle(state, now);
      }
    }
  }

  private static List<Agreement> inForce(Definitions definitions) {
    return definitions.agreements().stream().map(Agreement::of).toList();
  }

  /** Open incidents are judged by the agreements of the day. */
  private void follow(long now) {
    followed = definitions.get();
    agreements = inForce(followed);
    List<IncidentState> open = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = incidents.all()) {
      while (all.hasNext()) {
        IncidentState state = Json.read(all.next().value, IncidentState.class);
        if (!state.event().closed()) {
          open.add(state);
        }
      }
    }
    open.forEach(state -> settle(state, now));
  }

  private IncidentState get(String id) {
    byte[] value = incidents.get(Bytes.wrap(id.getBytes(StandardCharsets.UTF_8)));
    return value == null ? null : Json.read(value, IncidentState.class);
  }

  private void put(String id, IncidentState state) {
    incidents.put(Bytes.wrap(id.getBytes(StandardCharsets.UTF_8)), Json.write(state));
  }

  private void forward(String key, Object value, long now) {
    context.forward(new Record<>(key, value, now));
    waiting = true;
  }

  private static Bytes row(long due, String id) {
    byte[] name = id.getBytes(StandardCharsets.UTF_8);
    return Bytes.wrap(
        ByteBuffer.allocate(8 + name.length).putLong(Math.max(0, due)).put(name).array());
  }
}

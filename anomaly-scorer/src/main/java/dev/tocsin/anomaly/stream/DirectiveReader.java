package dev.tocsin.anomaly.stream;

import dev.tocsin.anomaly.domain.Directive;
import dev.tocsin.events.Command;
import dev.tocsin.events.EventReader;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.Json;
import dev.tocsin.events.Parsed;
import dev.tocsin.events.Topics;
import java.io.IOException;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Turns commands and incidents into directives. Bad ones are only counted: commands are the alert
 * router's to refuse, incidents the reports'.
 */
public final class DirectiveReader extends ContextualProcessor<String, byte[], String, Object> {
  private static final Set<Command.Action> OURS =
      Set.of(
          Command.Action.FALSE_ALARM,
          Command.Action.MISSED,
          Command.Action.TRAIN,
          Command.Action.PROMOTE,
          Command.Action.ROLLBACK);

  private final Topics topics;
  private final ScorerMeters meters;
  private final EventReader<IncidentEvent> incidents =
      EventReader.incidents(EventReader.DEFAULT_MAX_CLOCK_SKEW);

  private DirectiveReader(Topics topics, ScorerMeters meters) {
    this.topics = topics;
    this.meters = meters;
  }

  public static ProcessorSupplier<String, byte[], String, Object> supplier(
      Topics topics, ScorerMeters meters) {
    return () -> new DirectiveReader(topics, meters);
  }

  @Override
  public void process(Record<String, byte[]> record) {
    String topic = context().recordMetadata().orElseThrow().topic();
    if (topic.equals(topics.commands().name())) {
      order(record);
    } else {
      incident(record);
    }
  }

  private void order(Record<String, byte[]> record) {
    try {
      Command command = Json.mapper().readValue(record.value(), Command.class);
      if (command.target() == null || command.action() == null) {
        meters.bad(topics.commands().name());
      } else if (OURS.contains(command.action())) {
        forward(
            record,
            command.target(),
            new Directive.Order(
                command.target(),
                command.action(),
                command.until() == null ? command.at() : command.until()));
      }
    } catch (IOException | IllegalArgumentException e) {
      meters.bad(topics.commands().name());
    }
  }

  private void incident(Record<String, byte[]> record) {
    long now = context().currentSystemTimeMs();
    for (Parsed<IncidentEvent> each : incidents.read(record.value(), now).events()) {
      if (!each.accepted()) {
        meters.bad(topics.incidents().name());
      } else if (each.event().startedAt() != null) {
        IncidentEvent event = each.event();
        Long over = event.mitigatedAt() == null ? event.resolvedAt() : event.mitigatedAt();
        long to = over != null ? over : event.closed() ? event.timestamp() : Long.MAX_VALUE;
        forward(
            record,
            event.incidentId(),
            new Directive.Incident(event.incidentId(), event.service(), event.startedAt(), to));
      }
    }
  }

  private void forward(Record<String, byte[]> record, String key, Directive directive) {
    context().forward(record.withKey(key).withValue((Object) directive));
  }
}

package dev.tocsin.report.projection;

import dev.tocsin.events.EventReader;
import dev.tocsin.events.IncidentEvent;
import dev.tocsin.events.Json;
import dev.tocsin.events.Parsed;
import dev.tocsin.report.projection.Source.Refused;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** Incident events, one or several in a record; of an incident's events the latest counts. */
final class IncidentDecoder implements Source.Decoder {
  private final EventReader<IncidentEvent> reader;
  private final Clock clock;

  IncidentDecoder(Duration maxClockSkew, Clock clock) {
    this.reader = EventReader.incidents(maxClockSkew);
    this.clock = clock;
  }

  @Override
  public void decode(Origin origin, Batch batch, Consumer<Refused> refused) {
    var read = reader.read(origin.record().value(), clock.millis());
    if (read.unreadable() != null) {
      refused.accept(new Refused(origin, 0, read.unreadable()));
    }
    for (Parsed<IncidentEvent> each : read.events()) {
      if (each.accepted()) {
        add(batch, origin, each.event());
      } else {
        refused.accept(new Refused(origin, each.position(), each.rejected()));
      }
    }
  }

  private static void add(Batch batch, Origin origin, IncidentEvent value) {
    byte[] json = Json.write(value);
    batch.add(
        Tables.INCIDENT,
        value.incidentId(),
        value.timestamp(),
        origin.arrival(),
        value.service(),
        value.severity(),
        value.rootCause(),
        value.team(),
        value.category(),
        value.startedAt() == null ? value.timestamp() : value.startedAt(),
        value.startedAt(),
        value.detectedAt(),
        value.acknowledgedAt(),
        value.resolvedAt(),
        value.closed(),
        value.slaMet(),
        Records.text(json),
        origin.recordedAt());
    batch.tell("incident", value.incidentId(), json);
  }
}

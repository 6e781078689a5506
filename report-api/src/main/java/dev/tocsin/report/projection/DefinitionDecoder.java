package dev.tocsin.report.projection;

import dev.tocsin.events.Definition;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import dev.tocsin.report.projection.Source.Refused;
import java.util.function.Consumer;

/** Definitions, their versions and their ends. */
final class DefinitionDecoder implements Source.Decoder {
  @Override
  public void decode(Origin origin, Batch batch, Consumer<Refused> refused) {
    String key = origin.record().key();
    int slash = key == null ? -1 : key.indexOf('/');
    if (slash < 0) {
      throw new InvalidFieldException("key", "must be kind/name");
    }
    if (origin.record().value() == null) {
      add(batch, origin, key.substring(0, slash), key.substring(slash + 1), null);
      return;
    }
    Definition value = Records.read(origin, Definition.class);
    if (!value.key().equals(key)) {
      throw new InvalidFieldException("key", "must be the definition's kind/name");
    }
    add(batch, origin, value.kind().json(), value.name(), value);
    batch.add(Tables.DEFINITION_VERSION, value.kind().json(), value.name(), value.version());
    try {
      // It is listed, so that people can see and mend it; the services leave it out.
      value.validate();
    } catch (InvalidFieldException e) {
      refused.accept(new Refused(origin, 0, e.rejected()));
    }
  }

  private static void add(Batch batch, Origin origin, String kind, String name, Definition value) {
    batch.add(
        Tables.DEFINITION,
        kind,
        name,
        value == null ? 0L : value.version(),
        value == null,
        value == null ? null : Records.text(Json.write(value)),
        origin.arrival(),
        origin.recordedAt());
  }
}

package dev.tocsin.standalone.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;

/** One event while its fields are put together; the first value that does not fit refuses it. */
final class EventBuilder {
  private final Mapping mapping;
  private final ObjectNode event;
  private Mapped.Refused refused;

  EventBuilder(Mapping mapping, ObjectNode event) {
    this.mapping = mapping;
    this.event = event;
  }

  /** Puts what this text of the file says; a missing value leaves the field out. */
  void read(Field field, String text) {
    String present = mapping.present(text);
    if (present == null) {
      return;
    }
    Typed typed = field.type().read(present, mapping.times());
    if (typed.reason() == null) {
      put(field, typed.value());
    } else if (refused == null) {
      refused = new Mapped.Refused(field.path(), typed.reason());
    }
  }

  void put(Field field, JsonNode value) {
    if (field.group() == null) {
      event.set(field.name(), value);
    } else {
      JsonNode group = event.get(field.group());
      (group instanceof ObjectNode existing ? existing : event.putObject(field.group()))
          .set(field.name(), value);
    }
  }

  /** The event, or the refusal, of the row with this place among all rows. */
  Mapped finish(long index, EventId id) {
    mapping.constants().forEach(this::put);
    if (mapping.timeline() != null) {
      event.put("timestamp", mapping.timeline().at(index));
    }
    if (refused != null) {
      return refused;
    }
    JsonNode timestamp = event.get("timestamp");
    Long time = timestamp != null && timestamp.isNumber() ? timestamp.longValue() : null;
    boolean identify = mapping.kind() == EventKind.REQUESTS && !event.hasNonNull("id");
    try {
      byte[] json = JsonLines.MAPPER.writeValueAsBytes(event);
      return new Mapped.Event(identify ? id.into(json) : json, time);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

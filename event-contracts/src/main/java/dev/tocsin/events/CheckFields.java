package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads a {@link CheckEvent}. */
final class CheckFields extends EventFields<CheckEvent> {
  private static final int MAX_REASON = 4_096;

  private String check;
  private Boolean up;
  private Double durationMs;
  private String reason;
  private Long intervalMs;
  private boolean unknown;

  @Override
  void field(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "check" -> check = name(field, parser);
      case "up" -> up = flag(field, parser);
      case "durationMs" ->
          durationMs = parser.currentToken() == JsonToken.VALUE_NULL ? null : amount(field, parser);
      case "reason" -> reason = text(field, parser, MAX_REASON);
      case "intervalMs" ->
          intervalMs =
              parser.currentToken() == JsonToken.VALUE_NULL ? null : whole(field, parser, 1);
      case "unknown" -> unknown = Boolean.TRUE.equals(flag(field, parser));
      default -> parser.skipChildren();
    }
  }

  @Override
  CheckEvent build() {
    require("service", service);
    require("check", check);
    if (up == null && !unknown) {
      reject("up", "is required: must be true or false, unless unknown is true");
      return null;
    }
    return new CheckEvent(
        timestamp,
        service,
        check,
        up != null && up && !unknown,
        durationMs,
        reason,
        intervalMs,
        unknown);
  }
}

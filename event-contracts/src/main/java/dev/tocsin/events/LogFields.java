package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** Reads a {@link LogEvent}. */
final class LogFields extends EventFields<LogEvent> {
  private static final int MAX_MESSAGE = 16_384;
  private static final Set<String> LEVELS =
      Set.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

  private String instance;
  private String level;
  private String message;
  private long count = 1;

  @Override
  void field(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "instance" -> instance = name(field, parser);
      case "level" -> level = name(field, parser);
      case "message" -> message = text(field, parser, MAX_MESSAGE);
      case "count" -> count = whole(field, parser, 1);
      default -> parser.skipChildren();
    }
  }

  @Override
  LogEvent build() {
    require("service", service);
    String known = level == null ? "" : level.toUpperCase(Locale.ROOT);
    if (known.equals("WARNING")) {
      known = "WARN";
    }
    if (!LEVELS.contains(known)) {
      reject("level", "must be one of TRACE, DEBUG, INFO, WARN, ERROR, FATAL");
    }
    if (message == null) {
      reject("message", "is required: a string of at most " + MAX_MESSAGE + " characters");
    }
    return new LogEvent(timestamp, service, instance, known, message, count);
  }
}

package dev.tocsin.evaluation.bench.job;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads the needed fields with Jackson's streaming parser and adds up: the limit of any job that
 * reads JSON with this parser.
 */
final class ParserJob extends ReadingJob {
  private final JsonFactory json = new JsonFactory();
  private long count;
  private long errors;
  private long latencyNanos;
  // What is read must be used, or the compiler leaves the reading out.
  private long used;

  @Override
  void read(byte[] value) throws IOException {
    try (JsonParser parser = json.createParser(value)) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        event(parser);
      } else {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          event(parser);
        }
      }
    }
  }

  private void event(JsonParser parser) throws IOException {
    boolean success = false;
    double latencyMs = 0;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "timestamp" -> used += parser.getLongValue();
        case "service", "operation", "region", "deviceType" -> used += parser.getText().length();
        case "latencyMs" -> latencyMs = parser.getDoubleValue();
        case "success" -> success = parser.getBooleanValue();
        default -> parser.skipChildren();
      }
    }
    count++;
    errors += success ? 0 : 1;
    latencyNanos += Math.round(latencyMs * 1e6);
  }

  @Override
  Sums take() {
    if (used == 0 && count > 0) {
      throw new IllegalStateException("nothing was read");
    }
    Sums sums = new Sums(count, errors, latencyNanos);
    count = 0;
    errors = 0;
    latencyNanos = 0;
    used = 0;
    return sums;
  }
}

package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a {@link MetricsEvent}. */
final class MetricsFields extends EventFields<MetricsEvent> {
  private String instance;
  private Map<String, Double> metrics;
  private Map<String, String> labels = Map.of();

  @Override
  void field(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "instance" -> instance = name(field, parser);
      case "metrics" -> metrics = metrics(parser);
      case "labels" -> labels = labels(field, parser);
      default -> parser.skipChildren();
    }
  }

  private Map<String, Double> metrics(JsonParser parser) throws IOException {
    Map<String, Double> values = new LinkedHashMap<>();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      reject("metrics", "must be an object of numbers");
      return values;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (!validName(name)) {
        reject("metrics", "must have names of 1 to " + MAX_NAME + " characters");
      }
      values.put(name, number("metrics." + name, parser));
      parser.skipChildren();
    }
    return values;
  }

  @Override
  MetricsEvent build() {
    require("service", service);
    if (metrics == null || metrics.isEmpty() || metrics.size() > MAX_ENTRIES) {
      reject("metrics", "is required: an object of 1 to " + MAX_ENTRIES + " numbers");
    }
    return new MetricsEvent(timestamp, service, instance, metrics, labels);
  }
}

package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** Reads a {@link RequestEvent}: a single one, or an aggregate with {@code count}. */
final class RequestFields extends EventFields<RequestEvent> {
  private String operation;
  private String instance;
  private String region;
  private String deviceType;
  private Map<String, String> labels = Map.of();
  private double latencyMs = -1;
  private Boolean success;
  private Integer statusCode;
  private String id;
  private long count = -1;
  private long errors = -1;
  private double sum = -1;
  private double[] bounds;
  private long[] counts;

  @Override
  void field(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "latencyMs" -> latencyMs = amount(field, parser);
      case "success" -> success = flag(field, parser);
      case "operation" -> operation = name(field, parser);
      case "instance" -> instance = name(field, parser);
      case "region" -> region = name(field, parser);
      case "deviceType" -> deviceType = name(field, parser);
      case "labels" -> labels = labels(field, parser);
      case "statusCode" -> statusCode = status(parser);
      case "id" -> id = name(field, parser);
      case "count" -> count = whole(field, parser, 1);
      case "errors" -> errors = whole(field, parser, 0);
      case "latency" -> histogram(parser);
      default -> parser.skipChildren();
    }
  }

  private Integer status(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    long value = whole("statusCode", parser, 0);
    if (value > 999_999) {
      reject("statusCode", "must be a whole number from 0 to 999999");
      return null;
    }
    return (int) value;
  }

  private void histogram(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      reject("latency", "must be an object with sum, bounds and counts");
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "sum" -> sum = amount("latency.sum", parser);
        case "bounds" -> bounds = numbers("latency.bounds", parser);
        case "counts" -> counts = wholes("latency.counts", parser);
        default -> {
          // Unknown fields are ignored.
        }
      }
      parser.skipChildren();
    }
  }

  private double[] numbers(String field, JsonParser parser) throws IOException {
    double[] values = new double[MAX_ENTRIES];
    int n = 0;
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      reject(field, "must be an array of numbers");
      return new double[0];
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      double value = amount(field, parser);
      parser.skipChildren();
      if (n == MAX_ENTRIES || (n > 0 && value <= values[n - 1])) {
        reject(field, "must ascend and have at most " + MAX_ENTRIES + " entries");
      } else {
        values[n++] = value;
      }
    }
    return Arrays.copyOf(values, n);
  }

  private long[] wholes(String field, JsonParser parser) throws IOException {
    long[] values = new long[MAX_ENTRIES + 1];
    int n = 0;
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      reject(field, "must be an array of whole numbers");
      return new long[0];
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      long value = whole(field, parser, 0);
      parser.skipChildren();
      if (n > MAX_ENTRIES) {
        reject(field, "must have at most " + (MAX_ENTRIES + 1) + " entries");
      } else {
        values[n++] = value;
      }
    }
    return Arrays.copyOf(values, n);
  }

  @Override
  RequestEvent build() {
    require("service", service);
    return count < 0 ? single() : aggregated();
  }

  private RequestEvent single() {
    if (success == null) {
      reject("success", "is required: must be true or false");
    }
    if (latencyMs < 0) {
      reject("latencyMs", "is required: " + AMOUNT_RULE);
    }
    return event(1, Boolean.TRUE.equals(success) ? 0 : 1, latencyMs, null);
  }

  private RequestEvent aggregated() {
    if (errors < 0) {
      reject("errors", "is required beside count: must be a whole number of at least 0");
    } else if (errors > count) {
      reject("errors", "must be at most count");
    }
    if (sum < 0 || bounds == null || counts == null) {
      reject("latency", "is required beside count: an object with sum, bounds and counts");
      return null;
    }
    if (counts.length != bounds.length + 1) {
      reject("latency.counts", "must have one entry more than bounds");
    } else if (Arrays.stream(counts).sum() != count) {
      reject("latency.counts", "must add up to count");
    }
    return event(count, errors, sum, new Histogram(bounds, counts));
  }

  private RequestEvent event(long count, long errors, double sum, Histogram histogram) {
    return new RequestEvent(
        timestamp,
        service,
        operation,
        instance,
        region,
        deviceType,
        labels,
        count,
        errors,
        sum,
        histogram,
        statusCode,
        id);
  }
}

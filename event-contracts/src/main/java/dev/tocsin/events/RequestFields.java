package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
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
  private HistogramFields latency;

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
      case "latency" -> latency = HistogramFields.read(this, parser);
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
    if (latency == null) {
      HistogramFields.missing(this);
      return null;
    }
    return event(count, errors, latency.sum(), latency.build(count));
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

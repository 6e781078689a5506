package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of one event while they are read. The first bad one is remembered and the rest is
 * skipped in an orderly way, so that the events behind it stay readable.
 */
abstract class EventFields<T> {
  /** Longest name of anything: service, operation, metric, label. */
  static final int MAX_NAME = 256;

  /** Most metrics, labels or buckets in one event. */
  static final int MAX_ENTRIES = 1_024;

  /** Largest amount: latency in milliseconds, a sum of latencies. Sums of it stay finite. */
  static final double MAX_AMOUNT = 1e15;

  /** Largest value of a metric, either way: its square stays finite. */
  static final double MAX_METRIC = 1e100;

  /** Largest count: sums of millions of it stay exact. */
  static final long MAX_COUNT = 1_000_000_000_000L;

  /** The last millisecond of the year 9999: what databases and calendars can still hold. */
  static final long MAX_TIME = 253_402_300_799_999L;

  static final String AMOUNT_RULE = "must be a finite number from 0 to 1e15";

  private static final String NAME_RULE =
      "must be a string of 1 to " + MAX_NAME + " characters without control characters";
  private static final String TIME_RULE =
      "must be epoch milliseconds or ISO-8601 with an offset, from 1970 to 9999";

  /** Most unknown fields that are told of one event. */
  private static final int MOST_IGNORED = 16;

  private final List<String> ignored = new ArrayList<>();
  private Rejected rejected;
  long timestamp = Long.MIN_VALUE;
  String service;

  /** Reads the value of {@code field}; the parser stands on it. Unknown fields: skip children. */
  abstract void field(String field, JsonParser parser) throws IOException;

  /** The event, once all fields are read; what is missing or contradictory is refused here. */
  abstract T build();

  /** Fields that it does not know, where all are optional and so a misspelt one goes unnoticed. */
  final List<String> ignored() {
    return ignored;
  }

  final void ignore(String field, JsonParser parser) throws IOException {
    if (ignored.size() < MOST_IGNORED && validName(field)) {
      ignored.add(field);
    }
    parser.skipChildren();
  }

  final Rejected rejected() {
    return rejected;
  }

  final void reject(String field, String reason) {
    if (rejected == null) {
      rejected = new Rejected(field, reason);
    }
  }

  final void readObject(JsonParser parser) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "timestamp" -> timestamp = time(field, parser, Long.MIN_VALUE);
        case "service" -> service = name(field, parser);
        default -> field(field, parser);
      }
      if (parser.currentToken().isStructStart()) {
        parser.skipChildren();
      }
    }
  }

  final T finish(long latestAllowed) {
    if (timestamp == Long.MIN_VALUE) {
      reject("timestamp", "is required: " + TIME_RULE);
    } else if (timestamp > latestAllowed) {
      reject("timestamp", "is too far in the future: at most the allowed clock skew ahead of now");
    }
    T event = build();
    return rejected == null ? event : null;
  }

  final String name(String field, JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      reject(field, NAME_RULE);
      return null;
    }
    String value = parser.getText();
    if (!validName(value)) {
      reject(field, NAME_RULE);
      return null;
    }
    return value;
  }

  static boolean validName(String value) {
    if (value.isEmpty() || value.length() > MAX_NAME) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.isISOControl(value.charAt(i))) {
        return false;
      }
    }
    return wellFormed(value);
  }

  /** Whether it can be written as UTF-8: half a surrogate pair cannot. */
  private static boolean wellFormed(String value) {
    for (int i = 0; i < value.length(); i++) {
      char unit = value.charAt(i);
      if (Character.isHighSurrogate(unit)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(unit)) {
        return false;
      }
    }
    return true;
  }

  final void require(String field, Object value) {
    if (value == null) {
      reject(field, "is required: " + NAME_RULE);
    }
  }

  final String text(String field, JsonParser parser, int longest) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    String value = token == JsonToken.VALUE_STRING ? parser.getText() : null;
    if (value == null
        || value.length() > longest
        || value.indexOf('\0') >= 0
        || !wellFormed(value)) {
      reject(field, "must be a string of at most " + longest + " characters, none of them NUL");
      return null;
    }
    return value;
  }

  final double amount(String field, JsonParser parser) throws IOException {
    double value = numeric(parser);
    if (value >= 0 && value <= MAX_AMOUNT) {
      return value;
    }
    reject(field, AMOUNT_RULE);
    return 0;
  }

  final double number(String field, JsonParser parser) throws IOException {
    double value = numeric(parser);
    if (Math.abs(value) <= MAX_METRIC) {
      return value;
    }
    reject(field, "must be a finite number from -1e100 to 1e100");
    return 0;
  }

  private static double numeric(JsonParser parser) throws IOException {
    return parser.currentToken().isNumeric() ? parser.getDoubleValue() : Double.NaN;
  }

  final long whole(String field, JsonParser parser, long least) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        && parser.getLongValue() >= least
        && parser.getLongValue() <= MAX_COUNT) {
      return parser.getLongValue();
    }
    reject(field, "must be a whole number from " + least + " to " + MAX_COUNT);
    return least;
  }

  final Boolean flag(String field, JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      default -> {
        reject(field, "must be true or false");
        yield null;
      }
    };
  }

  final Long optionalTime(String field, JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    return time(field, parser, 0);
  }

  private long time(String field, JsonParser parser, long otherwise) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        && parser.getLongValue() >= 0
        && parser.getLongValue() <= MAX_TIME) {
      return parser.getLongValue();
    }
    if (token == JsonToken.VALUE_STRING) {
      try {
        long millis = OffsetDateTime.parse(parser.getText()).toInstant().toEpochMilli();
        if (millis >= 0 && millis <= MAX_TIME) {
          return millis;
        }
      } catch (DateTimeException | ArithmeticException e) {
        reject(field, TIME_RULE);
        return otherwise;
      }
    }
    reject(field, TIME_RULE);
    return otherwise;
  }

  final Map<String, String> labels(String field, JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return Map.of();
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      reject(field, "must be an object of strings");
      return Map.of();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (!validName(name)) {
        reject(field, "must have names of 1 to " + MAX_NAME + " characters");
      }
      String value = name(field + "." + name, parser);
      if (value != null) {
        labels.put(name, value);
      }
      if (parser.currentToken().isStructStart()) {
        parser.skipChildren();
      }
    }
    if (labels.size() > MAX_ENTRIES) {
      reject(field, "must have at most " + MAX_ENTRIES + " entries");
    }
    return labels;
  }
}

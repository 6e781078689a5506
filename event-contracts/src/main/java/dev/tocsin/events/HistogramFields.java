package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** Reads the {@link Histogram} of an aggregate: explicit bounds, or an exponential scale. */
final class HistogramFields {
  private static final int LEAST_SCALE = -10;
  private static final int MOST_SCALE = 20;
  private static final String SHAPE =
      "an object with sum, counts, and either bounds or scale and offset";

  private final EventFields<?> event;
  private double sum = -1;
  private double[] bounds;
  private long[] counts;
  private Integer scale;
  private Integer offset;
  private Long zeros;
  private Double min;
  private Double max;

  private HistogramFields(EventFields<?> event) {
    this.event = event;
  }

  /** Reads what the parser stands on; what is wrong with it {@code event} refuses. */
  static HistogramFields read(EventFields<?> event, JsonParser parser) throws IOException {
    HistogramFields fields = new HistogramFields(event);
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        parser.nextToken();
        fields.field(field, parser);
        parser.skipChildren();
      }
    } else {
      event.reject("latency", "must be " + SHAPE);
    }
    return fields;
  }

  private void field(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "sum" -> sum = event.amount("latency.sum", parser);
      case "bounds" -> bounds = numbers("latency.bounds", parser);
      case "counts" -> counts = wholes("latency.counts", parser);
      case "scale" -> scale = between("latency.scale", parser, LEAST_SCALE, MOST_SCALE);
      case "offset" ->
          offset = between("latency.offset", parser, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "zeroCount" -> zeros = event.whole("latency.zeroCount", parser, 0);
      case "min" -> min = optional("latency.min", parser);
      case "max" -> max = optional("latency.max", parser);
      default -> {
        // Unknown fields are ignored.
      }
    }
  }

  private Integer between(String field, JsonParser parser, int least, int most) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
        && parser.getLongValue() >= least
        && parser.getLongValue() <= most) {
      return parser.getIntValue();
    }
    event.reject(field, "must be a whole number from " + least + " to " + most);
    return null;
  }

  private Double optional(String field, JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : event.amount(field, parser);
  }

  private double[] numbers(String field, JsonParser parser) throws IOException {
    double[] values = new double[EventFields.MAX_ENTRIES];
    int n = 0;
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      event.reject(field, "must be an array of numbers");
      return new double[0];
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      double value = event.amount(field, parser);
      parser.skipChildren();
      if (n == values.length || (n > 0 && value <= values[n - 1])) {
        event.reject(field, "must ascend and have at most " + values.length + " entries");
      } else {
        values[n++] = value;
      }
    }
    return Arrays.copyOf(values, n);
  }

  private long[] wholes(String field, JsonParser parser) throws IOException {
    long[] values = new long[EventFields.MAX_ENTRIES + 1];
    int n = 0;
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      event.reject(field, "must be an array of whole numbers");
      return new long[0];
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      long value = event.whole(field, parser, 0);
      parser.skipChildren();
      if (n == values.length) {
        event.reject(field, "must have at most " + values.length + " entries");
      } else {
        values[n++] = value;
      }
    }
    return Arrays.copyOf(values, n);
  }

  /** The sum of all latencies in milliseconds, or -1. */
  double sum() {
    return sum;
  }

  /** The histogram of {@code count} requests, or null when it is refused. */
  Histogram build(long count) {
    if (sum < 0 || counts == null || (bounds == null && scale == null)) {
      missing(event);
      return null;
    }
    if (min != null && max != null && min > max) {
      event.reject("latency.min", "must be at most max");
    }
    return scale == null ? explicit(count) : exponential(count);
  }

  static void missing(EventFields<?> event) {
    event.reject("latency", "is required beside count: " + SHAPE);
  }

  private Histogram explicit(long count) {
    if (counts.length != bounds.length + 1) {
      event.reject("latency.counts", "must have one entry more than bounds");
    } else if (Arrays.stream(counts).sum() != count) {
      event.reject("latency.counts", "must add up to count");
    }
    return new Histogram(bounds, counts, false, min, max);
  }

  private Histogram exponential(long count) {
    long none = zeros == null ? 0 : zeros;
    if (bounds != null) {
      event.reject("latency.scale", "must not stand beside bounds");
    } else if (offset == null) {
      event.reject("latency.offset", "is required beside scale: must be a whole number");
    } else if (none + Arrays.stream(counts).sum() != count) {
      event.reject("latency.counts", "must with zeroCount add up to count");
    } else {
      Histogram histogram =
          Histogram.exponential(scale, offset, none, counts, min, max, EventFields.MAX_AMOUNT);
      if (histogram == null) {
        event.reject("latency.offset", "puts requests over 1e15 milliseconds");
      }
      return histogram;
    }
    return null;
  }
}

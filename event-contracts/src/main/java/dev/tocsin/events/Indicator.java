package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What an objective measures.
 *
 * @param type the kind of figure
 * @param statistic latency only: {@code threshold} (share of requests at or under the bound),
 *     {@code mean}, or a percentile from {@code p50} to {@code p99.9}; metric only: {@code mean},
 *     {@code min}, {@code max}; default threshold, respectively mean
 * @param check uptime only: the check's name, or null for all checks of the service
 * @param metric metric only: the metric's name
 * @param op how the value must relate to the bound; default at most, for throughput at least
 * @param bound the bound: milliseconds, requests a second, or the metric's unit; null for
 *     availability, error rate and uptime
 */
public record Indicator(
    Type type, String statistic, String check, String metric, Op op, Double bound) {

  /** That of an objective made of others. */
  static final Indicator COMPOSITE = new Indicator(Type.COMPOSITE, null, null, null, null, null);

  public Indicator {
    if (type == null) {
      throw new InvalidFieldException(
          "type", "is required: availability, uptime, latency, errorRate, throughput or metric");
    }
    if (statistic == null) {
      statistic =
          switch (type) {
            case LATENCY -> "threshold";
            case METRIC -> "mean";
            default -> null;
          };
    }
    if (type == Type.LATENCY && !statistic.matches("threshold|mean|p([5-9]\\d)(\\.\\d+)?")) {
      throw new InvalidFieldException(
          "statistic", "must be threshold, mean or a percentile from p50 to p99.9");
    }
    if (type == Type.METRIC && !statistic.matches("mean|min|max")) {
      throw new InvalidFieldException("statistic", "must be mean, min or max");
    }
    if (type == Type.METRIC && (metric == null || metric.isEmpty())) {
      throw new InvalidFieldException("metric", "is required: the metric's name");
    }
    boolean bounded = type == Type.LATENCY || type == Type.THROUGHPUT || type == Type.METRIC;
    if (bounded && (bound == null || !Double.isFinite(bound))) {
      throw new InvalidFieldException("bound", "is required: a finite number");
    }
    if (op == null) {
      op = type == Type.THROUGHPUT ? Op.AT_LEAST : Op.AT_MOST;
    }
  }

  /** Whether it counts good and bad events; otherwise it yields a value that is held to a bound. */
  @JsonIgnore
  public boolean ratio() {
    return switch (type) {
      case AVAILABILITY, ERROR_RATE, UPTIME, COMPOSITE -> true;
      case LATENCY -> statistic.equals("threshold");
      case THROUGHPUT, METRIC -> false;
    };
  }

  /** Whether {@code value} keeps the bound. */
  public boolean keeps(double value) {
    return op == Op.AT_MOST ? value <= bound : value >= bound;
  }

  /** The percentile of the statistic as a share from 0 to 1, or NaN when it is none. */
  @JsonIgnore
  public double percentile() {
    return statistic != null && statistic.startsWith("p")
        ? Double.parseDouble(statistic.substring(1)) / 100
        : Double.NaN;
  }

  /** The kind of figure. */
  public enum Type {
    /** Requests that succeeded, of all requests. */
    AVAILABILITY,
    /** Checks that were up, of all checks. */
    UPTIME,
    /** Requests' latency. */
    LATENCY,
    /** The same as availability, said the other way round: 1 − target may fail. */
    ERROR_RATE,
    /** Requests a second. */
    THROUGHPUT,
    /** Any metric against a bound. */
    METRIC,
    /** Other objectives; never written, it follows from {@code composite}. */
    COMPOSITE;

    @JsonValue
    public String json() {
      return this == ERROR_RATE ? "errorRate" : name().toLowerCase(java.util.Locale.ROOT);
    }

    @JsonCreator
    static Type of(String name) {
      for (Type type : values()) {
        if (type.json().equalsIgnoreCase(name)) {
          return type;
        }
      }
      throw new InvalidFieldException(
          "type", "must be one of availability, uptime, latency, errorRate, throughput, metric");
    }
  }

  /** How a value must relate to a bound. */
  public enum Op {
    AT_MOST,
    AT_LEAST;

    @JsonValue
    public String json() {
      return this == AT_MOST ? "atMost" : "atLeast";
    }

    @JsonCreator
    static Op of(String name) {
      for (Op op : values()) {
        if (op.json().equalsIgnoreCase(name)) {
          return op;
        }
      }
      throw new InvalidFieldException("op", "must be one of atMost, atLeast");
    }
  }
}

package dev.tocsin.report.domain.analytics;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is stored of a service, hour by hour, beside its metrics. */
public enum Figure {
  /** How many requests there were. */
  REQUESTS("requests", Bounds.POSITIVE),
  /** Which share of them failed. */
  ERROR_RATE("errorRate", Bounds.SHARE),
  /** Which share of them did not. */
  AVAILABILITY("availability", Bounds.SHARE),
  /** Their mean latency in milliseconds. */
  MEAN_LATENCY("meanLatency", Bounds.POSITIVE),
  /** The mean risk score, 0 to 100. */
  RISK("risk", Bounds.PERCENT),
  /** The mean of a metric, whose name follows. */
  METRIC("metric:NAME", Bounds.NONE);

  /** All of them, as a query writes them. */
  public static final String NAMES =
      Arrays.stream(values()).map(Figure::json).collect(Collectors.joining(", "));

  /** What a query writes before a metric's name. */
  public static final String METRIC_PREFIX = "metric:";

  private final String json;
  private final Bounds bounds;

  Figure(String json, Bounds bounds) {
    this.json = json;
    this.bounds = bounds;
  }

  /** As a query writes it. */
  public String json() {
    return json;
  }

  /** What it can be. */
  public Bounds bounds() {
    return bounds;
  }
}

package dev.tocsin.report.domain.analytics;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is stored of a service, hour by hour. */
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
  RISK("risk", Bounds.PERCENT);

  /** All of them, as a query writes them. */
  public static final String NAMES =
      Arrays.stream(values()).map(Figure::json).collect(Collectors.joining(", "));

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

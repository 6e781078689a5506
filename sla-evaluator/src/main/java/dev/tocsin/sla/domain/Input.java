package dev.tocsin.sla.domain;

/** The kinds of telemetry that are evaluated. Each service keeps an event time for each kind. */
public enum Input {
  REQUESTS("telemetry.requests"),
  METRICS("telemetry.metrics"),
  CHECKS("telemetry.checks");

  private final String topic;

  Input(String topic) {
    this.topic = topic;
  }

  /** The topic that it comes from, without prefix. */
  public String topic() {
    return topic;
  }
}

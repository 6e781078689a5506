package dev.tocsin.sla.domain;

/**
 * The kinds of telemetry that are evaluated, and what is made of it. Each service keeps an event
 * time for each kind.
 */
public enum Input {
  REQUESTS("telemetry.requests"),
  METRICS("telemetry.metrics"),
  CHECKS("telemetry.checks"),
  /** How the members of composites came out. */
  MEMBERS("sla.outcomes"),
  /** How the services came out that others depend on. */
  DEPENDENCIES("sla.outcomes");

  private final String topic;

  Input(String topic) {
    this.topic = topic;
  }

  /** Whether it comes from outside, and is not what was made of something else. */
  public boolean telemetry() {
    return this != MEMBERS && this != DEPENDENCIES;
  }

  /** The topic that it comes from, without prefix. */
  public String topic() {
    return topic;
  }
}

package dev.tocsin.router.domain.cause;

/** What deviates, the most telling first: an error says more than a wait does. */
public enum Signal {
  /** Requests fail; harm is in failed requests. */
  AVAILABILITY("failed requests"),
  /** Requests are missing; harm is in requests. */
  TRAFFIC("missing requests"),
  /** Requests take longer; harm is in seconds waited. */
  LATENCY("seconds of waiting"),
  /** Anything else: CPU, memory, an incident that somebody reported. */
  OTHER("harm");

  private final String unit;

  Signal(String unit) {
    this.unit = unit;
  }

  /** What harm is counted in, for people. */
  public String unit() {
    return unit;
  }
}

package dev.tocsin.standalone.sample;

import java.util.Optional;

/**
 * One service getting worse over minutes, staying bad, and recovering, with the incident that
 * people make of it. All times are epoch seconds.
 *
 * @param begin when it begins to show
 * @param service who suffers
 * @param cause why
 * @param severity how the incident is classed
 * @param response how long after its detection somebody takes the incident, in seconds
 */
record Degradation(long begin, ServiceProfile service, Cause cause, String severity, int response) {
  static final int BUILD_UP = 240;
  static final int HOLD = 180;
  static final int RECOVERY = 120;

  /** From the first sign to the resolved incident. */
  static final int LENGTH = BUILD_UP + HOLD + RECOVERY + 60;

  private static final int DETECTED_AFTER = 200;

  /** How bad it is: 0 not at all, 1 as bad as it gets. */
  double intensity(long second) {
    long age = second - begin;
    if (age <= 0 || age >= BUILD_UP + HOLD + RECOVERY) {
      return 0;
    }
    if (age < BUILD_UP) {
      double share = (double) age / BUILD_UP;
      return share * Math.sqrt(share);
    }
    return age < BUILD_UP + HOLD ? 1 : 1 - (double) (age - BUILD_UP - HOLD) / RECOVERY;
  }

  /**
   * How bad it is for this service: fully for the one that suffers, less for those that need it.
   */
  double intensity(ServiceProfile other, long second) {
    if (other.equals(service)) {
      return intensity(second);
    }
    return other.needs().contains(service.name()) ? 0.25 * intensity(second) : 0;
  }

  long detected() {
    return begin + DETECTED_AFTER;
  }

  long acknowledged() {
    return detected() + response;
  }

  long mitigated() {
    return begin + BUILD_UP + HOLD;
  }

  long resolved() {
    return begin + LENGTH;
  }

  /** The incident's event of this second, when something happened to it then. */
  Optional<SampleEvent.Incident> changeAt(long second) {
    boolean changes =
        second == detected()
            || second == acknowledged()
            || second == mitigated()
            || second == resolved();
    return changes ? Optional.of(known(second)) : Optional.empty();
  }

  /** Whether people know of it and still work on it. */
  boolean open(long second) {
    return second >= detected() && second < resolved();
  }

  /** The incident's last event, when the generator stopped too early to see its end. */
  SampleEvent.Incident ended(long second) {
    return incident(second, "RESOLVED", second);
  }

  private SampleEvent.Incident known(long second) {
    if (second >= resolved()) {
      return incident(second, "RESOLVED", resolved());
    }
    String state =
        second >= mitigated() ? "MITIGATED" : second >= acknowledged() ? "ACKNOWLEDGED" : "NEW";
    return incident(second, state, null);
  }

  private SampleEvent.Incident incident(long second, String state, Long resolved) {
    return new SampleEvent.Incident(
        second * 1000,
        "SAMPLE-" + begin,
        service.name(),
        severity,
        state,
        second >= acknowledged() ? cause.name() : null,
        cause.team(),
        cause.category(),
        begin * 1000,
        detected() * 1000,
        second >= acknowledged() ? (Long) (acknowledged() * 1000) : null,
        second >= mitigated() ? (Long) (mitigated() * 1000) : null,
        resolved == null ? null : (Long) (resolved * 1000),
        null);
  }
}

package dev.tocsin.standalone.sample;

import java.util.List;
import java.util.Optional;

/**
 * When which service degrades. The first one begins soon after the start and hits the database, so
 * that a newcomer sees one build up; further ones follow about each twenty minutes, never two at a
 * time.
 *
 * @param seed decides who, why and exactly when
 * @param start when the workload began, in epoch seconds
 */
record DegradationSchedule(long seed, long start) {
  private static final long FIRST_AFTER = 60;
  private static final long EVERY = 1_200;
  private static final int JITTER = 240;
  private static final int SHORTEST_RESPONSE = 30;
  private static final int RESPONSE_SPREAD = 120;

  private static final List<String> SEVERITIES = List.of("medium", "high", "low", "critical");
  private static final double[] SEVERITY_SHARES = {0.46, 0.26, 0.18, 0.10};

  /** What is going on in this second, if anything; one that began in this second included. */
  Optional<Degradation> at(long second) {
    long number = Math.floorDiv(second - start - FIRST_AFTER, EVERY);
    if (number < 0) {
      return Optional.empty();
    }
    Degradation degradation = number(number);
    boolean going = second >= degradation.begin() && second <= degradation.resolved();
    return going ? Optional.of(degradation) : Optional.empty();
  }

  /** Degradation {@code number}, from 0. */
  Degradation number(long number) {
    Noise noise = Noise.of(seed, 'g', number);
    long begin = start + FIRST_AFTER + number * EVERY;
    ServiceProfile service = noise.pick(ServiceProfile.ALL, ServiceProfile::trouble);
    Cause cause = noise.pick(Cause.ALL, Cause::weight);
    String severity = noise.pick(SEVERITIES, s -> SEVERITY_SHARES[SEVERITIES.indexOf(s)]);
    int response = SHORTEST_RESPONSE + noise.below(RESPONSE_SPREAD);
    if (number == 0) {
      return new Degradation(
          begin, ServiceProfile.of("database"), Cause.DATABASE_SLOWDOWN, "high", response);
    }
    return new Degradation(begin + noise.below(JITTER), service, cause, severity, response);
  }
}

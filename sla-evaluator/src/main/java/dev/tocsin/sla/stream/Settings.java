package dev.tocsin.sla.stream;

import java.time.Duration;

/**
 * What the evaluator is run with.
 *
 * @param maxClockSkew how far ahead of the wall clock an event may be
 * @param lateness how long after its end a slice still counts what comes, before it is final
 * @param retention least time that slices are kept
 * @param dedupHorizon how long an event's id is remembered, event time
 * @param emitInterval how often changed slices and open verdicts are published
 * @param seriesLimit most series that a service may have of one kind of telemetry
 */
public record Settings(
    Duration maxClockSkew,
    Duration lateness,
    Duration retention,
    Duration dedupHorizon,
    Duration emitInterval,
    int seriesLimit) {

  /** The defaults, as the configuration's page says them. */
  public static Settings defaults() {
    return new Settings(
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        Duration.ofHours(25),
        Duration.ofMinutes(15),
        Duration.ofMillis(500),
        2_000);
  }
}

package dev.tocsin.events;

/**
 * A prober's word on whether something answers.
 *
 * @param timestamp when, epoch milliseconds
 * @param service the service that was checked
 * @param check the check's name
 * @param up whether it answered
 * @param durationMs how long it took in milliseconds, or null
 * @param reason why it is down, or null; the name of a {@link DowntimeReason} may be forgiven
 * @param intervalMs how long this result vouches for in milliseconds, or null
 * @param unknown whether the prober could not tell: it failed itself; {@code up} means nothing then
 */
public record CheckEvent(
    long timestamp,
    String service,
    String check,
    boolean up,
    Double durationMs,
    String reason,
    Long intervalMs,
    boolean unknown)
    implements Telemetry {}

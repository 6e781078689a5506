package dev.tocsin.events;

/**
 * A broken promise: an objective's verdict, or an incident that took too long. The same {@code id}
 * comes again when it changes; the highest revision counts.
 *
 * @param id identity: the same for the beginning, every change and the end
 * @param objective the objective's or the incident agreement's name
 * @param service the service
 * @param severity {@code low}, {@code medium}, {@code high} or {@code critical}
 * @param began when it began, event time, epoch milliseconds
 * @param ended when it ended, or null while it lasts
 * @param withdrawn whether a correction took it back: then it never was one
 * @param incidentId the incident of an incident agreement, or null
 * @param reason one sentence with the figures
 * @param verdict the objective's verdict at that time, or null for an incident
 * @param revision 1 for the first, one more for each later one
 */
public record Violation(
    String id,
    String objective,
    String service,
    String severity,
    long began,
    Long ended,
    boolean withdrawn,
    String incidentId,
    String reason,
    Verdict verdict,
    long revision) {}

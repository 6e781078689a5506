package dev.tocsin.events;

/**
 * What is known of an incident at {@code timestamp}. Each event carries everything known so far: of
 * several events of one incident the one with the latest timestamp counts, of equal ones the last
 * that arrived.
 *
 * @param incidentId the incident
 * @param service the service that suffered, {@code unknown} while nobody knows
 * @param severity as the source writes it, {@code unknown} while nobody knows
 * @param state as the source writes it ({@code NEW}, {@code RESOLVED}, {@code Closed}, …)
 * @param rootCause why, or null
 * @param team who works on it, or null
 * @param category of what kind, or null
 * @param startedAt when the harm began, epoch milliseconds, or null
 * @param detectedAt when somebody knew, or null
 * @param acknowledgedAt when somebody took it, or null
 * @param mitigatedAt when the harm ended, or null
 * @param resolvedAt when it was over, or null
 * @param slaMet the source's own verdict, which wins over any agreement, or null
 * @param timestamp when this was so, epoch milliseconds
 */
public record IncidentEvent(
    String incidentId,
    String service,
    String severity,
    String state,
    String rootCause,
    String team,
    String category,
    Long startedAt,
    Long detectedAt,
    Long acknowledgedAt,
    Long mitigatedAt,
    Long resolvedAt,
    Boolean slaMet,
    long timestamp) {

  /** Whether nobody works on it any more: it has a resolution time or a final state. */
  public boolean closed() {
    return resolvedAt != null
        || state.equalsIgnoreCase("resolved")
        || state.equalsIgnoreCase("closed")
        || state.equalsIgnoreCase("cancelled")
        || state.equalsIgnoreCase("canceled");
  }
}

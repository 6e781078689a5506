package dev.tocsin.report.domain;

/**
 * What the report needs to know of one incident.
 *
 * @param incidentId the incident
 * @param service the service that suffered
 * @param severity as the source writes it
 * @param category of what kind, or null
 * @param rootCause why, or null
 * @param team who works on it, or null
 * @param startedAt when the harm began, epoch milliseconds, or null
 * @param detectedAt when somebody knew, or null
 * @param acknowledgedAt when somebody took it, or null
 * @param resolvedAt when it was over, or null
 * @param closed whether nobody works on it any more
 * @param slaMet the source's own verdict, or null
 * @param violated whether an incident agreement has a violation for it that was not withdrawn
 */
public record IncidentCase(
    String incidentId,
    String service,
    String severity,
    String category,
    String rootCause,
    String team,
    Long startedAt,
    Long detectedAt,
    Long acknowledgedAt,
    Long resolvedAt,
    boolean closed,
    Boolean slaMet,
    boolean violated) {

  /** The source's own verdict wins over the agreement's. */
  public boolean breached() {
    return slaMet == null ? violated : !slaMet;
  }

  /**
   * Whether it counts for the breach rate: it is over, or its deadline is. An open one that is not
   * breached may still become either.
   */
  public boolean judged() {
    return closed || breached();
  }
}

package dev.tocsin.report.domain;

/** From which point a report measures the time to resolution. */
public enum ResolutionFrom {
  /** The start of the harm. */
  STARTED,
  /** When somebody knew. */
  DETECTED;

  Long of(IncidentCase incident) {
    return this == STARTED ? incident.startedAt() : incident.detectedAt();
  }
}

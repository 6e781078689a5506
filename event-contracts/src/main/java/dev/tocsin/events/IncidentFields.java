package dev.tocsin.events;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads an {@link IncidentEvent}. What is not known yet may be missing. */
final class IncidentFields extends EventFields<IncidentEvent> {
  private static final String UNKNOWN = "unknown";

  private String incidentId;
  private String severity;
  private String state;
  private String rootCause;
  private String team;
  private String category;
  private Long startedAt;
  private Long detectedAt;
  private Long acknowledgedAt;
  private Long mitigatedAt;
  private Long resolvedAt;
  private Boolean slaMet;

  @Override
  void field(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "incidentId" -> incidentId = name(field, parser);
      case "severity" -> severity = name(field, parser);
      case "state" -> state = name(field, parser);
      case "rootCause" -> rootCause = name(field, parser);
      case "team" -> team = name(field, parser);
      case "category" -> category = name(field, parser);
      case "startedAt" -> startedAt = optionalTime(field, parser);
      case "detectedAt" -> detectedAt = optionalTime(field, parser);
      case "acknowledgedAt" -> acknowledgedAt = optionalTime(field, parser);
      case "mitigatedAt" -> mitigatedAt = optionalTime(field, parser);
      case "resolvedAt" -> resolvedAt = optionalTime(field, parser);
      case "slaMet" -> slaMet = flag(field, parser);
      default -> ignore(field, parser);
    }
  }

  @Override
  IncidentEvent build() {
    require("incidentId", incidentId);
    return new IncidentEvent(
        incidentId,
        service == null ? UNKNOWN : service,
        severity == null ? UNKNOWN : severity,
        state == null ? (resolvedAt == null ? "OPEN" : "RESOLVED") : state,
        rootCause,
        team,
        category,
        startedAt,
        detectedAt,
        acknowledgedAt,
        mitigatedAt,
        resolvedAt,
        slaMet,
        timestamp);
  }
}

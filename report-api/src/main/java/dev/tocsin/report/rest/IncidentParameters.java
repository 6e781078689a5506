package dev.tocsin.report.rest;

import dev.tocsin.events.ReportParameters;
import dev.tocsin.report.domain.ResolutionFrom;
import dev.tocsin.report.persistence.Incidents;
import java.time.ZoneId;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestQuery;

/** Which incidents a report is about, and how it measures. */
public class IncidentParameters {
  @RestQuery String from;
  @RestQuery String to;
  @RestQuery String service;
  @RestQuery String severity;
  @RestQuery String category;
  @RestQuery String rootCause;
  @RestQuery String team;
  @RestQuery String resolutionFrom;
  @RestQuery String zone;

  Incidents.Selection selection(Query query) {
    ZoneId place = query.zone(zone);
    return new Incidents.Selection(
        query.aligned(from, query.time("from", from, place)),
        query.time("to", to, place),
        Query.text(service),
        Query.text(severity),
        Query.text(category),
        Query.text(rootCause),
        Query.text(team));
  }

  ResolutionFrom measured() {
    return ResolutionFrom.valueOf(
        ReportParameters.resolutionFrom("resolutionFrom", resolutionFrom).toUpperCase(Locale.ROOT));
  }
}

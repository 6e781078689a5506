package dev.tocsin.report.domain;

/**
 * The figures of a set of incidents.
 *
 * @param key what they have in common; null for all
 * @param count how many
 * @param judged how many are closed or past their deadline
 * @param breached how many broke their promise
 * @param breachRate breached of judged, null when none is judged
 * @param breachRateInterval where the rate lies with 95% confidence, null when none is judged
 * @param judgedBySource of how many judged ones the source itself said it ({@code slaMet})
 * @param mttd time from start to detection
 * @param mtta time from detection to acknowledgement
 * @param mttr time to resolution, from start or from detection
 */
public record IncidentFigures(
    String key,
    long count,
    long judged,
    long breached,
    Double breachRate,
    WilsonInterval breachRateInterval,
    long judgedBySource,
    DurationSummary mttd,
    DurationSummary mtta,
    DurationSummary mttr) {

  /** Collects incidents; not thread-safe. */
  static final class Collector {
    private final ResolutionFrom resolutionFrom;
    private long count;
    private long judged;
    private long judgedBySource;
    private long breached;
    final DurationSummary.Collector detection = new DurationSummary.Collector();
    final DurationSummary.Collector acknowledgement = new DurationSummary.Collector();
    final DurationSummary.Collector resolution = new DurationSummary.Collector();

    Collector(ResolutionFrom resolutionFrom) {
      this.resolutionFrom = resolutionFrom;
    }

    void add(IncidentCase incident) {
      count++;
      if (incident.judged()) {
        judged++;
        judgedBySource += incident.slaMet() == null ? 0 : 1;
      }
      breached += incident.breached() ? 1 : 0;
      boolean closed = incident.closed();
      detection.add(incident.startedAt(), incident.detectedAt(), closed);
      acknowledgement.add(incident.detectedAt(), incident.acknowledgedAt(), closed);
      resolution.add(resolutionFrom.of(incident), incident.resolvedAt(), closed);
    }

    IncidentFigures figures(String key) {
      return new IncidentFigures(
          key,
          count,
          judged,
          breached,
          judged == 0 ? null : (double) breached / judged,
          WilsonInterval.of(breached, judged),
          judgedBySource,
          detection.summary(),
          acknowledgement.summary(),
          resolution.summary());
    }
  }
}

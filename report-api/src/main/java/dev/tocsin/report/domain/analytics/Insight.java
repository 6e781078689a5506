package dev.tocsin.report.domain.analytics;

import java.util.Map;

/**
 * Something that a person should know of a service.
 *
 * @param kind what sort of thing
 * @param figure what it is about
 * @param other what it goes with, of a correlation; else null
 * @param sentence in words
 * @param effect how large it is, in the effect's unit
 * @param effectUnit what the effect is: {@code relativeChange}, {@code points} of risk, {@code
 *     strength} …
 * @param evidence the figures behind it, by name
 */
public record Insight(
    Kind kind,
    Figure figure,
    Figure other,
    String sentence,
    double effect,
    String effectUnit,
    Map<String, Double> evidence) {
  /** What sort of thing, and the analysis that shows it. */
  public enum Kind {
    PERFORMANCE_TREND("trend"),
    CAPACITY_PLANNING("forecast"),
    ANOMALY_DETECTION("anomalies"),
    SEASONALITY("seasonality"),
    CORRELATION("correlation"),
    PREDICTION("forecast");

    private final String chart;

    Kind(String chart) {
      this.chart = chart;
    }

    /** The analysis whose chart shows it. */
    public String chart() {
      return chart;
    }
  }
}

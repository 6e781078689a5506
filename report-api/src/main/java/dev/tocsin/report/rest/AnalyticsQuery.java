package dev.tocsin.report.rest;

import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.report.domain.Resolution;
import dev.tocsin.report.domain.analytics.Figure;
import dev.tocsin.report.persistence.HourlySeries;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;

/** Reads the parameters that all analyses share. */
@Singleton
class AnalyticsQuery {
  private static final Duration DEFAULT_RANGE = Duration.ofDays(30);
  private static final Duration LONGEST = Duration.ofDays(400);

  private final Query query;

  AnalyticsQuery(Query query) {
    this.query = query;
  }

  /** The range in whole hours that are over. */
  ReportRange range(String from, String to, String zone) {
    ReportRange asked = query.range(from, to, zone, DEFAULT_RANGE);
    long since = Resolution.HOUR.start(asked.from());
    long until = Resolution.HOUR.start(Math.min(asked.to(), asked.now()));
    if (until <= since) {
      throw new InvalidFieldException("from", "must be at least a whole hour before to and now");
    }
    if (until - since > LONGEST.toMillis()) {
      throw new InvalidFieldException("from", "must be at most 400 days before to");
    }
    return new ReportRange(since, until, asked.zone(), asked.now());
  }

  /**
   * Which series.
   *
   * @param parameter what the figure's parameter is called
   */
  HourlySeries.Selection series(
      String service, String parameter, String series, ReportRange range) {
    String of = Query.text(service) == null ? "" : service;
    Figure figure = figure(parameter, series);
    if (of.isEmpty() && (figure == Figure.RISK || figure == Figure.METRIC)) {
      throw new InvalidFieldException("service", "is required for risk and for metrics");
    }
    String metric =
        figure == Figure.METRIC ? series.substring(Figure.METRIC_PREFIX.length()) : null;
    return new HourlySeries.Selection(of, figure, metric, range.from(), range.to());
  }

  private static Figure figure(String parameter, String text) {
    if (text != null
        && text.startsWith(Figure.METRIC_PREFIX)
        && text.length() > Figure.METRIC_PREFIX.length()) {
      return Figure.METRIC;
    }
    return Arrays.stream(Figure.values())
        .filter(figure -> figure.json().equals(text))
        .findFirst()
        .orElseThrow(() -> new InvalidFieldException(parameter, "must be one of " + Figure.NAMES));
  }

  /** A whole number within limits. */
  static int number(String parameter, String text, int unless, int least, int most) {
    if (Query.text(text) == null) {
      return unless;
    }
    int number = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw new InvalidFieldException(
          parameter, "must be a whole number from " + least + " to " + most);
    }
    return number;
  }
}

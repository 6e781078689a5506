package dev.tocsin.report.rest;

import dev.tocsin.report.domain.analytics.Series;
import dev.tocsin.report.persistence.HourlySeries;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what an analysis is about, and makes each answer once for all who ask the same. */
@Singleton
class Analyses {
  private final AnalyticsQuery parameters;
  private final Query query;
  private final HourlySeries stored;
  private final Memo memo;

  Analyses(AnalyticsQuery parameters, Query query, HourlySeries stored, Memo memo) {
    this.parameters = parameters;
    this.query = query;
    this.stored = stored;
    this.memo = memo;
  }

  /** What is asked for: which series of which time. */
  record Asked(List<HourlySeries.Selection> series, ReportRange range) {}

  /**
   * All that an answer depends on; the clock's reading is no part of it.
   *
   * @param options what was chosen, by parameter, as it is said in {@code about}
   */
  record Question(String analysis, Asked asked, Map<String, String> options) {
    private Object key() {
      return List.of(analysis, asked.series, asked.range.zone(), options);
    }

    private Map<String, String> filters() {
      Map<String, String> filters = About.filters("service", asked.series.get(0).service());
      filters.putAll(options);
      return filters;
    }
  }

  /** What is said of series. */
  interface Analysis<T> {
    T of(About about, List<Series> series);
  }

  /** One series. */
  Asked one(String service, String series, String from, String to, String zone) {
    ReportRange range = parameters.range(from, to, zone);
    return new Asked(List.of(parameters.series(service, "series", series, range)), range);
  }

  /** The answer, with what was read and how. */
  <T> T answer(Question question, String method, Analysis<T> analysis) {
    return memo.answer(
        question.key(),
        HourlySeries.TABLES,
        () -> {
          Long asOf = query.asOf();
          Asked asked = question.asked();
          List<Series> series = asked.series().stream().map(stored::read).toList();
          double hours = (asked.range().to() - asked.range().from()) / (double) Series.HOUR_MS;
          Function<Series, Double> covered = s -> s.coverage() * s.length() / hours;
          About about =
              new About(
                  question.analysis(),
                  method,
                  question.filters(),
                  asked.range().from(),
                  asked.range().to(),
                  asked.range().zone().getId(),
                  covered.apply(series.get(0)),
                  asOf);
          return analysis.of(about, series);
        });
  }
}

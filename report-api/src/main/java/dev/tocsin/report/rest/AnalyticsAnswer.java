package dev.tocsin.report.rest;

import dev.tocsin.report.domain.analytics.Anomalies;
import dev.tocsin.report.domain.analytics.Correlation;
import dev.tocsin.report.domain.analytics.Forecast;
import dev.tocsin.report.domain.analytics.Insight;
import dev.tocsin.report.domain.analytics.Polynomial;
import dev.tocsin.report.domain.analytics.Seasonality;
import dev.tocsin.report.domain.analytics.Series;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the analyses answer; a figure that is not known is null. */
final class AnalyticsAnswer {
  private AnalyticsAnswer() {}

  private static Double known(double value) {
    return Double.isNaN(value) || Double.isInfinite(value) ? null : value;
  }

  /** Hours from 0, weekdays from 1. */
  private static Stream<List<Object>> numbered(String of, int first, List<Double> values) {
    return values == null
        ? Stream.empty()
        : IntStream.range(0, values.size())
            .mapToObj(i -> Arrays.asList(of, first + i, values.get(i)));
  }

  private static List<Double> known(double[] values) {
    return values == null
        ? null
        : IntStream.range(0, values.length).mapToObj(i -> known(values[i])).toList();
  }

  /**
   * Where a series goes.
   *
   * @param refused why there is no curve, or null
   * @param degree of the polynomial
   * @param perDay its mean rise for a day
   * @param perDayInterval half of the 95% interval of that, of a straight line
   * @param change the curve's end against its beginning, as a share of the beginning
   * @param explained share of variance that the curve explains
   */
  public record Trend(
      About about,
      String refused,
      int degree,
      Double perDay,
      Double perDayInterval,
      Double change,
      Double explained,
      List<TrendPoint> points)
      implements Explained {
    static Trend of(About about, Series series, int degree, Polynomial curve, double[] averages) {
      if (curve == null) {
        return new Trend(
            about, "there are too few values", degree, null, null, null, null, List.of());
      }
      double first = curve.at(0);
      return new Trend(
          about,
          null,
          degree,
          known(curve.slopePerStep() * Series.DAY),
          known(curve.slopeInterval() * Series.DAY),
          known((curve.at(series.length() - 1) - first) / Math.abs(first)),
          known(curve.explained()),
          IntStream.range(0, series.length())
              .mapToObj(
                  i ->
                      new TrendPoint(
                          series.at(i),
                          known(series.values()[i]),
                          known(curve.at(i)),
                          known(averages[i])))
              .toList());
    }

    @Override
    public List<String> header() {
      return List.of("at", "value", "curve", "average");
    }

    @Override
    public Stream<List<Object>> rows() {
      return points.stream()
          .map(each -> Arrays.asList(each.at(), each.value(), each.curve(), each.average()));
    }
  }

  /** An hour: what it was, the curve, the moving average. */
  public record TrendPoint(long at, Double value, Double curve, Double average) {}

  /** What probably comes; see {@link Forecast}. */
  public record Ahead(
      About about,
      String refused,
      String method,
      int season,
      Double coverage,
      int origins,
      Map<String, Double> meanAbsoluteErrors,
      Double skill,
      String verdict,
      List<Forecast.Point> points)
      implements Explained {
    static Ahead of(About about, Forecast forecast) {
      return new Ahead(
          about,
          forecast.refused(),
          forecast.method(),
          forecast.season(),
          known(forecast.coverage()),
          forecast.origins(),
          forecast.meanAbsoluteErrors(),
          known(forecast.skill()),
          verdict(forecast),
          forecast.points());
    }

    private static String verdict(Forecast forecast) {
      if (forecast.refused() != null) {
        return null;
      }
      return forecast.skill() > 0
          ? "%s errs %.0f%% less than as it was a season ago"
              .formatted(forecast.method(), 100 * forecast.skill())
          : "nothing is nearer than as it was a season ago";
    }

    @Override
    public List<String> header() {
      return List.of("at", "value", "lower", "upper");
    }

    @Override
    public Stream<List<Object>> rows() {
      return points.stream()
          .map(each -> List.of(each.at(), each.value(), each.lower(), each.upper()));
    }
  }

  /** How it repeats itself; see {@link Seasonality}. */
  public record Season(
      About about,
      List<Double> hours,
      Double hourStrength,
      List<Double> weekdays,
      Double weekdayStrength)
      implements Explained {
    static Season of(About about, Seasonality of) {
      return new Season(
          about,
          known(of.hours()),
          known(of.hourStrength()),
          known(of.weekdays()),
          known(of.weekdayStrength()));
    }

    @Override
    public List<String> header() {
      return List.of("of", "number", "value");
    }

    @Override
    public Stream<List<Object>> rows() {
      return Stream.concat(numbered("hour", 0, hours), numbered("weekday", 1, weekdays));
    }
  }

  /** How two move together; see {@link Correlation}. */
  public record Together(
      About about, Double coefficient, int lagHours, int hours, boolean significant)
      implements Explained {
    static Together of(About about, Correlation of) {
      return new Together(
          about, known(of.coefficient()), of.lagHours(), of.hours(), of.significant());
    }

    @Override
    public List<String> header() {
      return List.of("coefficient", "lagHours", "hours", "significant");
    }

    @Override
    public Stream<List<Object>> rows() {
      return Stream.of(Arrays.asList(coefficient, lagHours, hours, significant));
    }
  }

  /** Odd hours; see {@link Anomalies}. */
  public record Odd(
      About about, String method, double threshold, int judged, List<Anomalies.Odd> items)
      implements Explained {
    static Odd of(About about, Anomalies of) {
      return new Odd(about, of.method().json(), of.threshold(), of.judged(), of.found());
    }

    @Override
    public List<String> header() {
      return List.of("at", "value", "usual", "deviations");
    }

    @Override
    public Stream<List<Object>> rows() {
      return items.stream()
          .map(each -> List.of(each.at(), each.value(), each.usual(), each.deviations()));
    }
  }

  /** What a person should know. */
  public record Known(About about, List<LinkedInsight> items) implements Explained {
    @Override
    public List<String> header() {
      return List.of("kind", "series", "sentence", "effect", "effectUnit", "link");
    }

    @Override
    public Stream<List<Object>> rows() {
      return items.stream()
          .map(
              each ->
                  Arrays.asList(
                      each.kind(),
                      each.series(),
                      each.sentence(),
                      each.effect(),
                      each.effectUnit(),
                      each.link()));
    }
  }

  /**
   * One thing, and where its chart is.
   *
   * @param link the analysis that shows it, below this host
   */
  public record LinkedInsight(
      Insight.Kind kind,
      String series,
      String sentence,
      Double effect,
      String effectUnit,
      Map<String, Double> evidence,
      String link) {}
}

package dev.tocsin.report.domain.analytics;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks at all figures of a service for what a person should know. */
public final class Insights {
  /** Smaller changes are not worth a sentence. */
  private static final double LEAST_CHANGE = 0.1;

  /** The same of a risk, which is 0 to 100. */
  private static final double LEAST_POINTS = 10;

  private static final double LEAST_STRENGTH = 0.6;
  private static final double LEAST_CORRELATION = 0.4;
  private static final double ODD = 5;
  private static final int MOST_LAG = 24;
  private static final int TREND_DAYS = 7;

  private final Map<Figure, Series> figures;
  private final ZoneId zone;
  private final List<Insight> found = new ArrayList<>();

  private Insights(Map<Figure, Series> figures, ZoneId zone) {
    this.figures = figures;
    this.zone = zone;
  }

  /** What there is to say, kind by kind. */
  public static List<Insight> of(Map<Figure, Series> figures, ZoneId zone) {
    Insights insights = new Insights(figures, zone);
    figures.forEach(
        (figure, series) -> {
          if (series.length() > 0) {
            insights.trend(figure, series);
            insights.odd(figure, series);
            insights.season(figure, series);
            insights.ahead(figure, series);
          }
        });
    insights.together(Figure.REQUESTS, Figure.MEAN_LATENCY);
    insights.together(Figure.REQUESTS, Figure.ERROR_RATE);
    insights.together(Figure.MEAN_LATENCY, Figure.ERROR_RATE);
    insights.found.sort(Comparator.comparing(Insight::kind));
    return List.copyOf(insights.found);
  }

  private void add(
      Insight.Kind kind,
      Figure figure,
      String sentence,
      double effect,
      String unit,
      Map<String, Double> evidence) {
    found.add(new Insight(kind, figure, null, sentence, effect, unit, evidence));
  }

  /** Means of whole days: hours of one day are no independent witnesses of a trend. */
  private void trend(Figure figure, Series series) {
    double[] days = new double[series.length() / Series.DAY];
    Arrays.setAll(
        days,
        d ->
            new Sample(Arrays.copyOfRange(series.values(), d * Series.DAY, (d + 1) * Series.DAY))
                .mean());
    Polynomial line = days.length < TREND_DAYS ? null : Polynomial.fit(days, 1);
    if (figure == Figure.REQUESTS || line == null) {
      return;
    }
    Change change = Change.of(figure, line.at(0), line.at(days.length - 1));
    boolean sure = Math.abs(line.slopePerStep()) > line.slopeInterval();
    if (sure && change.enough()) {
      add(
          Insight.Kind.PERFORMANCE_TREND,
          figure,
          text(
              "%s %s by %s in %d days",
              figure.json(), change.effect() > 0 ? "rose" : "fell", change.said(), days.length),
          change.effect(),
          change.unit(),
          evidence(
              "perDay", line.slopePerStep(),
              "perDayInterval", line.slopeInterval(),
              "explained", line.explained()));
    }
  }

  private void odd(Figure figure, Series series) {
    Anomalies anomalies = Anomalies.of(series, Anomalies.Method.ROBUST, ODD, zone);
    List<Anomalies.Odd> lately =
        anomalies.found().stream()
            .filter(odd -> odd.at() >= series.at(series.length() - Series.WEEK))
            .toList();
    lately.stream()
        .max(Comparator.comparing(odd -> Math.abs(odd.deviations())))
        .ifPresent(
            most ->
                add(
                    Insight.Kind.ANOMALY_DETECTION,
                    figure,
                    text(
                        "%s was odd in %s of the last seven days, most with %.3g instead of %.3g",
                        figure.json(), hours(lately.size()), most.value(), most.usual()),
                    most.deviations(),
                    "robustDeviations",
                    evidence(
                        "hours",
                        (double) lately.size(),
                        "at",
                        (double) most.at(),
                        "value",
                        most.value(),
                        "usual",
                        most.usual())));
  }

  private void season(Figure figure, Series series) {
    Seasonality seasonality = Seasonality.of(series, zone);
    if (seasonality.hourStrength() >= LEAST_STRENGTH) {
      double[] hours = seasonality.hours();
      int peak = peak(hours);
      add(
          Insight.Kind.SEASONALITY,
          figure,
          text("%s repeats itself every day, highest at %d:00", figure.json(), peak),
          seasonality.hourStrength(),
          "strength",
          evidence("peakHour", (double) peak, "above", hours[peak]));
    }
    if (seasonality.weekdayStrength() >= LEAST_STRENGTH) {
      double[] weekdays = seasonality.weekdays();
      int peak = peak(weekdays);
      add(
          Insight.Kind.SEASONALITY,
          figure,
          text(
              "%s repeats itself every week, highest on %ss",
              figure.json(), DayOfWeek.of(peak + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH)),
          seasonality.weekdayStrength(),
          "strength",
          evidence("peakWeekday", peak + 1.0, "above", weekdays[peak]));
    }
  }

  private void ahead(Figure figure, Series series) {
    Forecast forecast = Forecast.of(series, figure.bounds());
    if (forecast.refused() != null) {
      return;
    }
    double[] week = forecast.points().stream().mapToDouble(Forecast.Point::value).toArray();
    double[] past =
        Arrays.copyOfRange(series.values(), series.length() - Series.WEEK, series.length());
    Map<String, Double> tested =
        evidence("coverage", forecast.coverage(), "skill", forecast.skill());
    if (figure == Figure.REQUESTS) {
      double before = new Sample(series.values()).quantile(1);
      double peak = forecast.points().stream().mapToDouble(Forecast.Point::upper).max().orElse(0);
      double change = peak / before - 1;
      if (change >= LEAST_CHANGE) {
        tested.put("highestSoFar", before);
        tested.put("upperPeak", peak);
        add(
            Insight.Kind.CAPACITY_PLANNING,
            figure,
            text(
                "up to %.0f%% more requests an hour than ever may come in seven days", pct(change)),
            change,
            "relativeChange",
            tested);
      }
      return;
    }
    double now = new Sample(past).mean();
    double next = new Sample(week).mean();
    Change change = Change.of(figure, now, next);
    if (now != 0 && change.enough()) {
      tested.put("lastWeek", now);
      tested.put("nextWeek", next);
      add(
          Insight.Kind.PREDICTION,
          figure,
          text(
              "%s of the next seven days is expected %s %s than of the last",
              figure.json(), change.said(), change.effect() > 0 ? "higher" : "lower"),
          change.effect(),
          change.unit(),
          tested);
    }
  }

  private void together(Figure one, Figure other) {
    if (!figures.containsKey(one) || !figures.containsKey(other)) {
      return;
    }
    Correlation correlation = Correlation.of(figures.get(one), figures.get(other), MOST_LAG, zone);
    double r = correlation.coefficient();
    if (correlation.significant() && Math.abs(r) >= LEAST_CORRELATION) {
      found.add(
          new Insight(
              Insight.Kind.CORRELATION,
              one,
              other,
              text(
                  "%s goes %s %s, %s",
                  other.json(),
                  r > 0 ? "with" : "against",
                  one.json(),
                  lag(correlation.lagHours())),
              r,
              "correlation",
              evidence(
                  "lagHours", (double) correlation.lagHours(),
                  "hours", (double) correlation.hours())));
    }
  }

  private static int peak(double[] values) {
    int peak = 0;
    for (int i = 1; i < values.length; i++) {
      peak = values[i] > values[peak] ? i : peak;
    }
    return peak;
  }

  /** From one value to another: relative, but of a risk in points, because it may begin at none. */
  private record Change(double effect, String unit, String said, boolean enough) {
    static Change of(Figure figure, double before, double after) {
      if (figure == Figure.RISK) {
        double points = after - before;
        String said = text("%.0f points", Math.abs(points));
        return new Change(points, "points", said, Math.abs(points) >= LEAST_POINTS);
      }
      double share = (after - before) / Math.abs(before);
      String said = text("%.0f%%", pct(share));
      return new Change(share, "relativeChange", said, Math.abs(share) >= LEAST_CHANGE);
    }
  }

  private static String lag(int hours) {
    return hours == 0
        ? "in the same hour"
        : hours(Math.abs(hours)) + (hours > 0 ? " later" : " earlier");
  }

  private static String hours(int count) {
    return count == 1 ? "1 hour" : count + " hours";
  }

  private static double pct(double share) {
    return 100 * Math.abs(share);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static Map<String, Double> evidence(Object... pairs) {
    Map<String, Double> evidence = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      evidence.put((String) pairs[i], (Double) pairs[i + 1]);
    }
    return evidence;
  }
}

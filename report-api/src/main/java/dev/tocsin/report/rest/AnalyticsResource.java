package dev.tocsin.report.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.events.Json;
import dev.tocsin.report.domain.analytics.Anomalies;
import dev.tocsin.report.domain.analytics.Correlation;
import dev.tocsin.report.domain.analytics.Forecast;
import dev.tocsin.report.domain.analytics.MovingAverage;
import dev.tocsin.report.domain.analytics.Polynomial;
import dev.tocsin.report.domain.analytics.Seasonality;
import dev.tocsin.report.domain.analytics.Series;
import dev.tocsin.report.persistence.HourlySeries;
import dev.tocsin.report.rest.Analyses.Asked;
import dev.tocsin.report.rest.Analyses.Question;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What can be said of a series of figures. */
@Path("/api/v1/analytics")
@Tag(name = "Analytics")
@Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
@Blocking
public class AnalyticsResource {
  private static final int MOST_LAG = 168;

  private final AnalyticsQuery parameters;
  private final Query query;
  private final Analyses analyses;
  private final HourlySeries stored;

  AnalyticsResource(
      AnalyticsQuery parameters, Query query, Analyses analyses, HourlySeries stored) {
    this.stored = stored;
    this.parameters = parameters;
    this.query = query;
    this.analyses = analyses;
  }

  @GET
  @Path("/series")
  @Operation(
      summary = "What is stored of a service hour by hour: what can be analysed",
      description =
          "requests, errorRate, availability, meanLatency, risk, and metric:NAME of each"
              + " metric.")
  public Listing series(@RestQuery String service) {
    if (Query.text(service) == null) {
      throw new InvalidFieldException("service", "is required");
    }
    List<JsonNode> items = new ArrayList<>();
    stored
        .of(service)
        .forEach(each -> items.add(Json.mapper().createObjectNode().put("series", each)));
    return query.listing(items, items.size() + 1, List.of("series"));
  }

  @GET
  @Path("/trend")
  @Operation(
      summary = "Where a series goes: a polynomial of least squares and a moving average",
      description = "degree 1 to 5 (a straight line if not said); window in hours, 2 to 720 (24)")
  public AnalyticsAnswer.Trend trend(
      @RestQuery String service,
      @RestQuery String series,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String zone,
      @RestQuery String degree,
      @RestQuery String window) {
    int power = AnalyticsQuery.number("degree", degree, 1, 1, 5);
    int hours = AnalyticsQuery.number("window", window, Series.DAY, 2, 720);
    String method =
        "Hourly values, hours without data left out; least squares; the interval of the slope"
            + " takes hours as independent; the moving average is centred.";
    return analyses.answer(
        new Question(
            "trend",
            analyses.one(service, series, from, to, zone),
            options(series, "degree", power, "window", hours)),
        method,
        (about, all) ->
            AnalyticsAnswer.Trend.of(
                about,
                all.get(0),
                power,
                Polynomial.fit(all.get(0).values(), power),
                MovingAverage.centred(all.get(0).values(), hours)));
  }

  @GET
  @Path("/forecast")
  @Operation(
      summary = "The next seven days, hour by hour, with 95% intervals",
      description =
          "Of seasonal-naive, Holt-Winters and a straight line with the season's course the one"
              + " with the least mean absolute error in a rolling-origin back-test; coverage is"
              + " that of the intervals there. Refused, with the reason, under 14 days of history.")
  public AnalyticsAnswer.Ahead forecast(
      @RestQuery String service,
      @RestQuery String series,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String zone) {
    Asked asked = analyses.one(service, series, from, to, zone);
    String method =
        "Up to 24 origins of the past, each with what was known then; the interval is the 95%"
            + " quantile of the absolute errors of the same day ahead, each origin judged by the"
            + " others', and bounded to what is possible.";
    return analyses.answer(
        new Question("forecast", asked, options(series)),
        method,
        (about, all) ->
            AnalyticsAnswer.Ahead.of(
                about, Forecast.of(all.get(0), asked.series().get(0).figure().bounds())));
  }

  @GET
  @Path("/seasonality")
  @Operation(
      summary = "How a series repeats itself by hour of the day and by weekday",
      description =
          "Each hour's, and each weekday's, median distance from the day, or week, around it."
              + " Strength is 0 for none to 1. Null under four whole days, or weeks.")
  public AnalyticsAnswer.Season seasonality(
      @RestQuery String service,
      @RestQuery String series,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String zone) {
    Asked asked = analyses.one(service, series, from, to, zone);
    return analyses.answer(
        new Question("seasonality", asked, options(series)),
        "Centred moving average as trend; strength is 1 - var(remainder) / var(detrended).",
        (about, all) ->
            AnalyticsAnswer.Season.of(about, Seasonality.of(all.get(0), asked.range().zone())));
  }

  @GET
  @Path("/correlation")
  @Operation(
      summary = "How two series move together, and which follows which",
      description =
          "Pearson's coefficient at the lag at which it is largest, up to maxLag hours (24, at"
              + " most 168) either way; lagHours is by how much the other follows. The usual course"
              + " of the day is taken off both.")
  public AnalyticsAnswer.Together correlation(
      @RestQuery String service,
      @RestQuery String series,
      @RestQuery String otherService,
      @RestQuery String otherSeries,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String zone,
      @RestQuery String maxLag) {
    int most = AnalyticsQuery.number("maxLag", maxLag, Series.DAY, 0, MOST_LAG);
    ReportRange range = parameters.range(from, to, zone);
    Asked asked =
        new Asked(
            List.of(
                parameters.series(service, "series", series, range),
                parameters.series(
                    Query.text(otherService) == null ? service : otherService,
                    "otherSeries",
                    otherSeries,
                    range)),
            range);
    Map<String, String> options = options(series, "otherSeries", otherSeries, "maxLag", most);
    if (Query.text(otherService) != null) {
      options.put("otherService", otherService);
    }
    return analyses.answer(
        new Question("correlation", asked, options),
        "Significant when Fisher's 95% interval excludes 0, corrected for the number of lags.",
        (about, all) ->
            AnalyticsAnswer.Together.of(
                about, Correlation.of(all.get(0), all.get(1), most, range.zone())));
  }

  @GET
  @Path("/anomalies")
  @Operation(
      summary = "Hours that are far from what is usual at their time of the day",
      description = "method robust (if not said) or z; threshold in deviations, 1 to 50 (4)")
  public AnalyticsAnswer.Odd anomalies(
      @RestQuery String service,
      @RestQuery String series,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String zone,
      @RestQuery String method,
      @RestQuery String threshold) {
    Asked asked = analyses.one(service, series, from, to, zone);
    String named = query.name("method", method, Anomalies.Method.class);
    Anomalies.Method by = named == null ? Anomalies.Method.ROBUST : Anomalies.Method.valueOf(named);
    Double given = query.number("threshold", threshold);
    double from1 = given == null ? 4 : given;
    if (from1 < 1 || from1 > 50) {
      throw new InvalidFieldException("threshold", "must be a number from 1 to 50");
    }
    return analyses.answer(
        new Question(
            "anomalies",
            asked,
            options(series, "method", by.name().toLowerCase(Locale.ROOT), "threshold", from1)),
        "The median course of the day is taken off; z: mean and standard deviation; robust: median"
            + " and 1.4826 median absolute deviations.",
        (about, all) ->
            AnalyticsAnswer.Odd.of(
                about, Anomalies.of(all.get(0), by, from1, asked.range().zone())));
  }

  /** The series and what else was chosen, pairs of a parameter and its value. */
  private static Map<String, String> options(String series, Object... pairs) {
    Map<String, String> options = About.filters("series", series);
    for (int i = 0; i < pairs.length; i += 2) {
      options.put(pairs[i].toString(), pairs[i + 1].toString());
    }
    return options;
  }
}

package dev.tocsin.report.rest;

import dev.tocsin.events.InvalidFieldException;
import dev.tocsin.report.domain.analytics.Figure;
import dev.tocsin.report.domain.analytics.Insight;
import dev.tocsin.report.domain.analytics.Insights;
import dev.tocsin.report.domain.analytics.Series;
import dev.tocsin.report.persistence.HourlySeries;
import dev.tocsin.report.rest.Analyses.Asked;
import dev.tocsin.report.rest.Analyses.Question;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/** What the analyses say of a service, in sentences. */
@Path("/api/v1/analytics/insights")
@Tag(name = "Analytics")
@Blocking
public class InsightsResource {
  private final AnalyticsQuery parameters;
  private final Analyses analyses;

  InsightsResource(AnalyticsQuery parameters, Analyses analyses) {
    this.parameters = parameters;
    this.analyses = analyses;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, Tabular.CSV})
  @Operation(
      summary = "What a person should know of a service",
      description =
          "Six kinds: PERFORMANCE_TREND, CAPACITY_PLANNING, ANOMALY_DETECTION, SEASONALITY,"
              + " CORRELATION, PREDICTION; each with its evidence, its effect and the analysis"
              + " that shows it.")
  public AnalyticsAnswer.Known insights(
      @RestQuery String service,
      @RestQuery String from,
      @RestQuery String to,
      @RestQuery String zone) {
    if (Query.text(service) == null) {
      throw new InvalidFieldException("service", "is required");
    }
    ReportRange range = parameters.range(from, to, zone);
    List<HourlySeries.Selection> each =
        List.of(Figure.REQUESTS, Figure.ERROR_RATE, Figure.MEAN_LATENCY, Figure.RISK).stream()
            .map(f -> new HourlySeries.Selection(service, f, null, range.from(), range.to()))
            .toList();
    Asked asked = new Asked(each, range);
    return analyses.answer(
        new Question("insights", asked, Map.of()),
        "Each analysis with its defaults; what is smaller than 10% (of risks: 10 points), or not certain, is left out.",
        (about, all) -> {
          Map<Figure, Series> figures = new EnumMap<>(Figure.class);
          for (int i = 0; i < each.size(); i++) {
            figures.put(each.get(i).figure(), all.get(i));
          }
          return new AnalyticsAnswer.Known(
              about,
              Insights.of(figures, range.zone()).stream().map(i -> linked(i, asked)).toList());
        });
  }

  private static AnalyticsAnswer.LinkedInsight linked(Insight insight, Asked asked) {
    String service = asked.series().get(0).service();
    String other = insight.other() == null ? "" : "&otherSeries=" + insight.other().json();
    String link =
        "/api/v1/analytics/%s?service=%s&series=%s%s&from=%d&to=%d"
            .formatted(
                insight.kind().chart(),
                URLEncoder.encode(service, StandardCharsets.UTF_8),
                insight.figure().json(),
                other,
                asked.range().from(),
                asked.range().to());
    return new AnalyticsAnswer.LinkedInsight(
        insight.kind(),
        insight.figure().json(),
        insight.sentence(),
        insight.effect(),
        insight.effectUnit(),
        insight.evidence(),
        link);
  }
}

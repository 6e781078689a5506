package dev.tocsin.report.rest;

import dev.tocsin.report.domain.DurationHistogram;
import dev.tocsin.report.domain.DurationSummary;
import dev.tocsin.report.domain.IncidentFigures;
import dev.tocsin.report.domain.IncidentReport;
import dev.tocsin.report.domain.WilsonInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The incident report as it is answered.
 *
 * @param count how many incidents
 * @param judged how many are closed or past their deadline
 * @param breached how many broke their promise
 * @param breachRate breached of judged, null when none is judged
 * @param breachRateInterval where the rate lies with 95% confidence, null when none is judged
 * @param judgedBySource of how many judged ones the source itself said it
 * @param mttd time from start to detection
 * @param mtta time from detection to acknowledgement
 * @param mttr time to resolution, from start or from detection
 * @param by the same by service, severity, category, root cause and team
 * @param severityBreach severity against breach
 * @param ranking services, the one that breaches most first
 * @param rootCauses root causes, most frequent first
 * @param invalid durations that would be negative, the first 100
 * @param histograms how durations spread, by {@code mttd} and {@code mttr}
 * @param asOf newest record time projected, epoch milliseconds
 */
public record IncidentAnswer(
    long count,
    long judged,
    long breached,
    Double breachRate,
    WilsonInterval breachRateInterval,
    long judgedBySource,
    DurationSummary mttd,
    DurationSummary mtta,
    DurationSummary mttr,
    Map<String, List<IncidentFigures>> by,
    List<IncidentReport.SeverityBreach> severityBreach,
    List<IncidentReport.Rank> ranking,
    List<IncidentReport.RootCause> rootCauses,
    List<IncidentReport.InvalidDuration> invalid,
    Map<String, List<DurationHistogram.Bucket>> histograms,
    Long asOf)
    implements Tabular {
  private static final List<String> DURATION =
      List.of("mean", "median", "p90", "p95", "n", "pending", "invalid", "notApplicable");

  static IncidentAnswer of(IncidentReport report, Long asOf) {
    IncidentFigures all = report.all();
    return new IncidentAnswer(
        all.count(),
        all.judged(),
        all.breached(),
        all.breachRate(),
        all.breachRateInterval(),
        all.judgedBySource(),
        all.mttd(),
        all.mtta(),
        all.mttr(),
        report.by(),
        report.severityBreach(),
        report.ranking(),
        report.rootCauses(),
        report.invalid(),
        Map.of("mttd", report.mttd(), "mttr", report.mttr()),
        asOf);
  }

  @Override
  public List<String> header() {
    List<String> header =
        new ArrayList<>(List.of("by", "key", "count", "judged", "breached", "breachRate"));
    for (String duration : List.of("mttd", "mtta", "mttr")) {
      DURATION.forEach(figure -> header.add(duration + "." + figure));
    }
    header.addAll(List.of("breachRateLow", "breachRateHigh", "judgedBySource"));
    return header;
  }

  @Override
  public Stream<List<Object>> rows() {
    IncidentFigures all =
        new IncidentFigures(
            "",
            count,
            judged,
            breached,
            breachRate,
            breachRateInterval,
            judgedBySource,
            mttd,
            mtta,
            mttr);
    return Stream.concat(
        Stream.of(row("all", all)),
        by.entrySet().stream()
            .flatMap(group -> group.getValue().stream().map(each -> row(group.getKey(), each))));
  }

  private static List<Object> row(String by, IncidentFigures each) {
    List<Object> row =
        new ArrayList<>(
            Arrays.asList(
                by, each.key(), each.count(), each.judged(), each.breached(), each.breachRate()));
    for (DurationSummary of : List.of(each.mttd(), each.mtta(), each.mttr())) {
      row.addAll(
          Arrays.asList(
              of.mean(),
              of.median(),
              of.p90(),
              of.p95(),
              of.n(),
              of.pending(),
              of.invalid(),
              of.notApplicable()));
    }
    WilsonInterval rate = each.breachRateInterval();
    row.addAll(
        Arrays.asList(
            rate == null ? null : rate.low(),
            rate == null ? null : rate.high(),
            each.judgedBySource()));
    return row;
  }
}

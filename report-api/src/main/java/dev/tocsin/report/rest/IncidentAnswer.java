package dev.tocsin.report.rest;

import dev.tocsin.report.domain.DurationHistogram;
import dev.tocsin.report.domain.DurationSummary;
import dev.tocsin.report.domain.IncidentFigures;
import dev.tocsin.report.domain.IncidentReport;
import dev.tocsin.report.domain.IncidentRhythm;
import dev.tocsin.report.domain.IncidentSummary;
import dev.tocsin.report.domain.IncidentTrend;
import dev.tocsin.report.domain.Recurrence;
import dev.tocsin.report.domain.WilsonInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

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
 * @param open how many are not closed
 * @param rootCauses root causes, most frequent first, with what they and all before them make up
 * @param recurrence what comes back, most often first, the first 100
 * @param rhythm when incidents begin, by weekday and hour
 * @param weeks by the week in which they began, oldest first
 * @param months by the month
 * @param summary where it stands, what drives it, what to do
 * @param invalid durations that would be negative, the first 100
 * @param histograms how durations spread, by {@code mttd}, {@code mtta} and {@code mttr}
 * @param asOf newest record time projected, epoch milliseconds
 * @param about how to read it
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
    long open,
    List<IncidentReport.RootCause> rootCauses,
    List<Recurrence> recurrence,
    List<IncidentRhythm.Cell> rhythm,
    List<IncidentTrend.Period> weeks,
    List<IncidentTrend.Period> months,
    IncidentSummary summary,
    List<IncidentReport.InvalidDuration> invalid,
    Map<String, List<DurationHistogram.Bucket>> histograms,
    Long asOf,
    About about)
    implements ReportAnswer {
  private static final String SUMMARY = "Summary";
  private static final List<String> DURATION =
      List.of("mean", "median", "p90", "p95", "n", "pending", "invalid", "notApplicable");

  static IncidentAnswer of(IncidentReport report, About about) {
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
        report.open(),
        report.rootCauses(),
        report.recurrence(),
        report.rhythm(),
        report.weeks(),
        report.months(),
        report.summary(),
        report.invalid(),
        Map.of("mttd", report.mttd(), "mtta", report.mtta(), "mttr", report.mttr()),
        about.asOf(),
        about);
  }

  @Override
  public List<Sheet> sheets() {
    return List.of(
        figures(),
        Sheet.of(SUMMARY, List.of("what", "text"), summaryLines(), each -> each),
        Sheet.of(
            "Root causes",
            List.of("rootCause", "count", "share", "cumulative", "breached"),
            rootCauses,
            each ->
                List.of(
                    each.rootCause(),
                    each.count(),
                    each.share(),
                    each.cumulative(),
                    each.breached())),
        Sheet.of(
            "Recurrence",
            List.of("service", "rootCause", "count", "breached", "medianGapSeconds", "soonAgain"),
            recurrence,
            each ->
                List.of(
                    each.service(),
                    each.rootCause(),
                    each.count(),
                    each.breached(),
                    each.medianGapSeconds(),
                    each.soonAgain())),
        periods("Weeks", weeks),
        periods("Months", months),
        Sheet.of(
            "Weekday and hour",
            List.of("weekday", "hour", "count", "breached"),
            rhythm,
            each -> List.of(each.weekday(), each.hour(), each.count(), each.breached())));
  }

  @Override
  public List<Sheet> pages() {
    return sheets().stream()
        .sorted(Comparator.comparing(sheet -> !sheet.name().equals(SUMMARY)))
        .toList();
  }

  private List<List<Object>> summaryLines() {
    List<List<Object>> lines = new ArrayList<>();
    lines.add(List.of("headline", summary.headline()));
    summary
        .drivers()
        .forEach(
            each ->
                lines.add(
                    List.of(
                        "driver",
                        "%s %s: %d of %d breached"
                            .formatted(
                                each.dimension(), each.key(), each.breached(), each.count()))));
    summary
        .actions()
        .forEach(each -> lines.add(List.of("action", each.action() + " " + each.because())));
    return lines;
  }

  private static Sheet periods(String name, List<IncidentTrend.Period> periods) {
    return Sheet.of(
        name,
        List.of("start", "count", "judged", "breached", "breachRate", "mttr.median"),
        periods,
        each ->
            Arrays.asList(
                each.start(),
                each.figures().count(),
                each.figures().judged(),
                each.figures().breached(),
                each.figures().breachRate(),
                each.figures().mttr().median()));
  }

  private Sheet figures() {
    List<String> header =
        new ArrayList<>(List.of("by", "key", "count", "judged", "breached", "breachRate"));
    for (String duration : List.of("mttd", "mtta", "mttr")) {
      DURATION.forEach(figure -> header.add(duration + "." + figure));
    }
    header.addAll(List.of("breachRateLow", "breachRateHigh", "judgedBySource"));
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
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("all", all));
    by.forEach((dimension, each) -> each.forEach(of -> rows.add(row(dimension, of))));
    return new Sheet("Figures", header, rows);
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

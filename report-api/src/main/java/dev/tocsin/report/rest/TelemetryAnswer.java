package dev.tocsin.report.rest;

import dev.tocsin.report.domain.LatencyDistribution;
import dev.tocsin.report.domain.TelemetryFigures;
import dev.tocsin.report.domain.TelemetryFigures.Latency;
import dev.tocsin.report.domain.TelemetryGroup;
import dev.tocsin.report.domain.TelemetryReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The telemetry report as it is answered.
 *
 * @param from the range's start, epoch milliseconds, inclusive
 * @param to its end, exclusive
 * @param count requests
 * @param errors failed ones
 * @param successRate share that succeeded, null when there were none; so is every other figure
 * @param errorRate share that failed
 * @param errorsPerHour failed ones for each hour of the range
 * @param latency the latency
 * @param by the same by service, region, device type and day
 * @param groups the same for each combination of what {@code groupBy} names
 * @param distribution how the latencies spread
 * @param asOf newest record time projected, epoch milliseconds
 * @param about how to read it
 */
public record TelemetryAnswer(
    long from,
    long to,
    long count,
    long errors,
    Double successRate,
    Double errorRate,
    Double errorsPerHour,
    Latency latency,
    Map<String, List<TelemetryFigures>> by,
    List<TelemetryGroup> groups,
    List<LatencyDistribution.Bucket> distribution,
    Long asOf,
    About about)
    implements ReportAnswer {
  private static final List<String> HEADER =
      List.of(
          "by",
          "key",
          "count",
          "errors",
          "successRate",
          "errorRate",
          "errorsPerHour",
          "latency.mean",
          "latency.p50",
          "latency.p95",
          "latency.p99");

  static TelemetryAnswer of(TelemetryReport report, About about) {
    TelemetryFigures all = report.all();
    return new TelemetryAnswer(
        about.from(),
        about.to(),
        all.count(),
        all.errors(),
        all.successRate(),
        all.errorRate(),
        all.errorsPerHour(),
        all.latency(),
        report.by(),
        report.groups(),
        report.distribution(),
        about.asOf(),
        about);
  }

  @Override
  public List<Sheet> sheets() {
    TelemetryFigures all =
        new TelemetryFigures("", count, errors, successRate, errorRate, errorsPerHour, latency);
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("all", "", all));
    by.forEach((dimension, of) -> of.forEach(each -> rows.add(row(dimension, each.key(), each))));
    for (TelemetryGroup group : groups) {
      String dimensions = String.join(" / ", group.of().keySet());
      rows.add(row(dimensions, String.join(" / ", group.of().values()), group.figures()));
    }
    return List.of(
        new Sheet("Figures", HEADER, rows),
        Sheet.of(
            "Latency",
            List.of("overMs", "toMs", "count"),
            distribution,
            each -> Arrays.asList(each.overMs(), each.toMs(), each.count())));
  }

  private static List<Object> row(String by, String key, TelemetryFigures each) {
    Latency latency = each.latency();
    return Arrays.asList(
        by,
        key,
        each.count(),
        each.errors(),
        each.successRate(),
        each.errorRate(),
        each.errorsPerHour(),
        latency.mean(),
        latency.p50(),
        latency.p95(),
        latency.p99());
  }
}

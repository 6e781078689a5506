package dev.tocsin.report.rest;

import dev.tocsin.report.domain.TelemetryFigures;
import dev.tocsin.report.domain.TelemetryFigures.Latency;
import dev.tocsin.report.domain.TelemetryReport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
 * @param asOf newest record time projected, epoch milliseconds
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
    Long asOf)
    implements Tabular {

  static TelemetryAnswer of(TelemetryReport report, long from, long to, Long asOf) {
    TelemetryFigures all = report.all();
    return new TelemetryAnswer(
        from,
        to,
        all.count(),
        all.errors(),
        all.successRate(),
        all.errorRate(),
        all.errorsPerHour(),
        all.latency(),
        report.by(),
        asOf);
  }

  @Override
  public List<String> header() {
    return List.of(
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
  }

  @Override
  public Stream<List<Object>> rows() {
    TelemetryFigures all =
        new TelemetryFigures("", count, errors, successRate, errorRate, errorsPerHour, latency);
    return Stream.concat(
        Stream.of(row("all", all)),
        by.entrySet().stream()
            .flatMap(group -> group.getValue().stream().map(each -> row(group.getKey(), each))));
  }

  private static List<Object> row(String by, TelemetryFigures each) {
    Latency latency = each.latency();
    return Arrays.asList(
        by,
        each.key(),
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

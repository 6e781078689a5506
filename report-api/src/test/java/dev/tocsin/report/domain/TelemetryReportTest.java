package dev.tocsin.report.domain;

import static dev.tocsin.report.domain.TelemetryReport.Placed.DAY_OF_UTC;
import static dev.tocsin.report.domain.TelemetryReport.Placed.DAY_OF_ZONE;
import static dev.tocsin.report.domain.TelemetryReport.Placed.MOVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.tocsin.events.Sketch;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TelemetryReportTest {
  private static final long DAY = 86_400_000;
  private static final long START = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();

  /** Semantics 1: five hosts at 100 ms, one at 1000 ms: the mean of the P95s would be 250 ms. */
  @Test
  void percentilesAreReadFromMergedSketches() {
    TelemetryReport.Collector collector = collector(START, START + DAY);
    for (int host = 0; host < 5; host++) {
      collector.add(slice("host-" + host, START, 1_000, 0, 100), DAY_OF_ZONE);
    }
    collector.add(slice("host-5", START, 1_000, 0, 1_000), DAY_OF_ZONE);

    TelemetryFigures all = collector.report().all();

    assertThat(all.latency().p95()).isCloseTo(1_000, within(10.0));
    assertThat(all.latency().p50()).isCloseTo(100, within(1.0));
    assertThat(all.latency().mean()).isEqualTo(250);
  }

  @Test
  void ratesAreDividedOnceAtTheEnd() {
    TelemetryReport.Collector collector = collector(START, START + DAY);
    collector.add(slice("day", START, 10_000, 0, 10), DAY_OF_ZONE);
    collector.add(slice("night", START + 60_000, 2, 1, 10), DAY_OF_ZONE);

    TelemetryFigures all = collector.report().all();

    assertThat(all.errorRate()).isEqualTo(1.0 / 10_002);
    assertThat(all.successRate()).isEqualTo(10_001.0 / 10_002);
    assertThat(all.errorsPerHour()).isEqualTo(1.0 / 24);
  }

  @Test
  void daysAreUtcAndTheirHoursAreThoseWithinTheRange() {
    TelemetryReport.Collector collector = collector(START + DAY / 2, START + 2 * DAY);
    collector.add(slice("a", START + DAY - 60_000, 10, 6, 10), DAY_OF_ZONE);
    collector.add(slice("a", START + DAY, 20, 24, 10), DAY_OF_ZONE);

    TelemetryReport report = collector.report();

    assertThat(report.by().get("day"))
        .extracting(TelemetryFigures::key)
        .containsExactly("2026-11-21", "2026-11-20");
    assertThat(report.by().get("day"))
        .extracting(TelemetryFigures::errorsPerHour)
        .containsExactly(1.0, 0.5);
    assertThat(report.by().get("region"))
        .extracting(TelemetryFigures::key)
        .containsExactly("unknown");
  }

  @Test
  void theOnlyServiceIsAllAndAllIsTheSumOfItsPlaces() {
    TelemetryReport.Collector collector =
        new TelemetryReport.Collector(
            START, START + DAY, ZoneOffset.UTC, "shop", List.of("region", "deviceType"));
    collector.add(slice("shop", "eu", "pos", 10), DAY_OF_ZONE);
    collector.add(slice("shop", "eu", "atm", 20), DAY_OF_ZONE);
    collector.add(slice("shop", "us", "pos", 40), DAY_OF_ZONE);

    TelemetryReport report = collector.report();

    assertThat(report.all().count()).isEqualTo(3_000);
    assertThat(report.all().latency().p50()).isCloseTo(20, within(0.2));
    assertThat(report.by().get("service").get(0))
        .isEqualTo(
            new TelemetryFigures(
                "shop",
                report.all().count(),
                report.all().errors(),
                report.all().successRate(),
                report.all().errorRate(),
                report.all().errorsPerHour(),
                report.all().latency()));
    assertThat(report.by().get("region"))
        .extracting(TelemetryFigures::key, TelemetryFigures::count)
        .containsExactly(tuple("eu", 2_000L), tuple("us", 1_000L));
    assertThat(report.by().get("deviceType"))
        .extracting(TelemetryFigures::key, TelemetryFigures::count)
        .containsExactly(tuple("pos", 2_000L), tuple("atm", 1_000L));
    assertThat(report.groups()).hasSize(3);
  }

  private static RequestSlice slice(
      String service, String region, String deviceType, double latencyMs) {
    Sketch sketch = new Sketch();
    sketch.add(latencyMs, 1_000);
    return new RequestSlice(
        service, region, deviceType, START, 1_000, 10, latencyMs * 1_000, sketch.toBytes());
  }

  /** The last hour of the day of UTC is the first one of Berlin's next day. */
  @Test
  void whatIsMovedLeavesOneDayForAnotherAndCountsOnce() {
    TelemetryReport.Collector collector =
        new TelemetryReport.Collector(
            START, START + DAY, ZoneId.of("Europe/Berlin"), "a", List.of("day", "region"));
    collector.add(slice("a", START + DAY - 3_600_000, 400, 40, 900), MOVED);
    Sketch day = Sketch.of(slice("a", START, 600, 60, 20).latency());
    day.add(900, 400);
    collector.add(
        new RequestSlice("a", "", "", START, 1_000, 100, 372_000, day.toBytes()), DAY_OF_UTC);

    TelemetryReport report = collector.report();

    assertThat(report.all().count()).isEqualTo(1_000);
    assertThat(report.all().latency().p95()).isCloseTo(900, within(9.0));
    for (List<TelemetryFigures> days :
        List.of(
            report.by().get("day"),
            report.groups().stream().map(TelemetryGroup::figures).toList())) {
      assertThat(days)
          .extracting(TelemetryFigures::count, TelemetryFigures::errors)
          .containsExactly(tuple(600L, 60L), tuple(400L, 40L));
      assertThat(days.get(0).latency().p99()).isCloseTo(20, within(0.2));
      assertThat(days.get(0).latency().mean()).isEqualTo(20);
      assertThat(days.get(1).latency().p50()).isCloseTo(900, within(9.0));
    }
    assertThat(report.by().get("day"))
        .extracting(TelemetryFigures::key)
        .containsExactly("2026-11-20", "2026-11-21");
    assertThat(report.groups())
        .extracting(group -> group.of().get("day"))
        .containsExactly("2026-11-20", "2026-11-21");
  }

  @Test
  void aDayOfWhichEverythingIsMovedIsNone() {
    TelemetryReport.Collector collector =
        new TelemetryReport.Collector(
            START, START + 2 * DAY, ZoneId.of("Europe/Berlin"), null, List.of());
    collector.add(slice("", START, 400, 40, 900), DAY_OF_UTC);
    collector.add(slice("", START + DAY - 3_600_000, 400, 40, 900), MOVED);

    assertThat(collector.report().by().get("day"))
        .extracting(TelemetryFigures::key, TelemetryFigures::count)
        .containsExactly(tuple("2026-11-21", 400L));
  }

  @Test
  void noRequestsHaveNoRates() {
    TelemetryFigures all = collector(START, START + DAY).report().all();
    assertThat(all)
        .isEqualTo(
            new TelemetryFigures(
                null,
                0,
                0,
                null,
                null,
                null,
                new TelemetryFigures.Latency(null, null, null, null)));
  }

  private static TelemetryReport.Collector collector(long from, long to) {
    return new TelemetryReport.Collector(from, to, ZoneOffset.UTC, null, List.of());
  }

  private static RequestSlice slice(
      String service, long start, long count, long errors, double latencyMs) {
    Sketch sketch = new Sketch();
    sketch.add(latencyMs, count);
    return new RequestSlice(
        service, "", "", start, count, errors, latencyMs * count, sketch.toBytes());
  }
}

package dev.tocsin.standalone.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadTest {
  private static final long START = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond();

  private final Workload workload = new Workload(7, START);

  @Test
  void theSameSeedAndTimeGiveTheSameEventsInAnyOrderOfAsking() {
    List<byte[]> later = json(workload.at(START + 500));
    List<byte[]> earlier = json(workload.at(START + 100));

    Workload again = new Workload(7, START);
    assertThat(json(again.at(START + 100)))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(earlier);
    assertThat(json(again.at(START + 500)))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(later);
    assertThat(json(new Workload(8, START).at(START + 100)))
        .usingElementComparator(Arrays::compare)
        .isNotEqualTo(earlier);
  }

  @Test
  void aSecondsEventsLieInThatSecond() {
    assertThat(workload.at(START + 30))
        .allSatisfy(e -> assertThat(Math.floorDiv(e.timestamp(), 1_000L)).isEqualTo(START + 30));
  }

  @Test
  void trafficFollowsTheHour() {
    assertThat(rateAt("2026-02-28T14:00:00Z")).isCloseTo(100, within(4.0));
    assertThat(rateAt("2026-02-28T02:00:00Z")).isCloseTo(60, within(4.0));
  }

  private double rateAt(String time) {
    long from = Instant.parse(time).getEpochSecond();
    return LongStream.range(from, from + 120)
        .mapToDouble(second -> workload.requests(second).size())
        .average()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"api-gateway, 100", "database, 50", "ai-models, 200", "market-data, 10"})
  void healthyServicesKeepTheirDefaultObjective(String service, double objectiveMs) {
    double[] latencies =
        healthy().stream()
            .filter(r -> r.service().equals(service))
            .mapToDouble(SampleEvent.Request::latencyMs)
            .sorted()
            .toArray();

    assertThat(latencies.length).isGreaterThan(2_000);
    assertThat(latencies[(int) (latencies.length * 0.995)]).isLessThan(objectiveMs);
  }

  @Test
  void requestsComeFromManyDevicesEverywhereAndHardlyFail() {
    List<SampleEvent.Request> requests = healthy();
    Set<String> devices = new HashSet<>();
    requests.forEach(r -> devices.add(r.labels().get("device")));

    assertThat(devices.size()).isBetween(4_900, Device.COUNT);
    assertThat(requests).extracting(SampleEvent.Request::region).contains(array(Device.REGIONS));
    assertThat(requests).extracting(SampleEvent.Request::deviceType).contains(array(Device.TYPES));
    assertThat(requests).extracting(SampleEvent.Request::id).doesNotHaveDuplicates();
    assertThat(requests.stream().filter(r -> !r.success()).count() / (double) requests.size())
        .isLessThan(0.003);
  }

  private static String[] array(List<String> texts) {
    return texts.toArray(String[]::new);
  }

  private List<SampleEvent.Request> healthy() {
    return LongStream.range(START - 900, START)
        .boxed()
        .flatMap(second -> workload.requests(second).stream())
        .toList();
  }

  @Test
  void theFirstDegradationBuildsUpWithinFiveMinutesAndBecomesAnIncident() {
    Degradation first = workload.schedule().number(0);

    assertThat(first.service().name()).isEqualTo("database");
    assertThat(first.detected()).isLessThan(START + 300);
    assertThat(cpu(first.begin() + 240)).isGreaterThan(cpu(first.begin() - 10) + 12);
    assertThat(meanLatency(first.begin() + 60)).isGreaterThan(1.5 * meanLatency(START));
    assertThat(meanLatency(first.begin() + 240)).isGreaterThan(50);
    assertThat(meanLatency(first.resolved())).isLessThan(20);
    assertThat(errors(first.begin() + 100, 60)).isZero();
    assertThat(errors(first.begin() + 260, 60)).isGreaterThan(40);
    assertThat(errorLogs(first.begin() + 60)).isZero();
    assertThat(errorLogs(first.begin() + 165)).isPositive();
  }

  private double cpu(long about) {
    long second = about - about % 10;
    return workload.at(second).stream()
        .filter(SampleEvent.Metrics.class::isInstance)
        .map(SampleEvent.Metrics.class::cast)
        .filter(m -> m.service().equals("database"))
        .map(SampleEvent.Metrics::metrics)
        .mapToDouble(m -> m.get("cpu"))
        .findFirst()
        .orElseThrow();
  }

  private double meanLatency(long from) {
    return database(from, 10).stream()
        .mapToDouble(SampleEvent.Request::latencyMs)
        .average()
        .orElseThrow();
  }

  private long errors(long from, int seconds) {
    return database(from, seconds).stream().filter(r -> !r.success()).count();
  }

  private long errorLogs(long from) {
    return LongStream.range(from, from + 5)
        .boxed()
        .flatMap(second -> workload.at(second).stream())
        .filter(SampleEvent.Log.class::isInstance)
        .map(SampleEvent.Log.class::cast)
        .filter(log -> log.service().equals("database") && log.level().equals("ERROR"))
        .mapToLong(SampleEvent.Log::count)
        .sum();
  }

  private List<SampleEvent.Request> database(long from, int seconds) {
    return LongStream.range(from, from + seconds)
        .boxed()
        .flatMap(second -> workload.requests(second).stream())
        .filter(r -> r.service().equals("database"))
        .toList();
  }

  @Test
  void anIncidentIsDetectedTakenMitigatedAndResolved() {
    Degradation third = workload.schedule().number(2);
    List<SampleEvent.Incident> life = new ArrayList<>();
    for (long second = third.begin(); second <= third.resolved(); second++) {
      third.changeAt(second).ifPresent(life::add);
    }

    assertThat(life)
        .extracting(SampleEvent.Incident::state)
        .containsExactly("NEW", "ACKNOWLEDGED", "MITIGATED", "RESOLVED");
    SampleEvent.Incident end = life.get(3);
    assertThat(List.of(end.startedAt(), end.detectedAt(), end.acknowledgedAt(), end.mitigatedAt()))
        .isSorted();
    assertThat(end.resolvedAt()).isEqualTo(end.timestamp());
    assertThat(workload.at(third.resolved())).contains(end);
    assertThat(workload.at(third.resolved() + 1)).noneMatch(SampleEvent.Incident.class::isInstance);
  }

  @Test
  void theRecentPastAddsUpToTheSameRequests() {
    List<SampleEvent> past = new Backfill(workload).between(START - 60, START);

    long expected = LongStream.range(START - 60, START).map(s -> workload.requests(s).size()).sum();
    List<SampleEvent.Requests> sums =
        past.stream()
            .filter(SampleEvent.Requests.class::isInstance)
            .map(SampleEvent.Requests.class::cast)
            .toList();
    assertThat(sums.stream().mapToLong(SampleEvent.Requests::count).sum()).isEqualTo(expected);
    assertThat(sums.size()).isLessThan(150);
    assertThat(sums)
        .allSatisfy(
            s -> {
              assertThat(Arrays.stream(s.latency().counts()).sum()).isEqualTo(s.count());
              assertThat(s.latency().counts()).hasSize(s.latency().bounds().length + 1);
              assertThat(s.errors()).isBetween(0L, s.count());
            });
    assertThat(past).filteredOn(SampleEvent.Metrics.class::isInstance).hasSize(6 * 8);
    assertThat(past).noneMatch(SampleEvent.Incident.class::isInstance);
  }

  private static List<byte[]> json(List<SampleEvent> events) {
    return events.stream().map(SampleEvent::json).toList();
  }
}

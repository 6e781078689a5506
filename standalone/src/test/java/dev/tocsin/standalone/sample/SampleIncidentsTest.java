package dev.tocsin.standalone.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleIncidentsTest {
  private static final Instant END = Instant.parse("2026-03-01T10:30:00Z");

  private final List<SampleEvent.Incident> incidents = SampleIncidents.before(END);

  @Test
  void areFifteenHundredOfWhichThirtyTwoPercentBroke() {
    assertThat(incidents).extracting(SampleEvent.Incident::incidentId).doesNotHaveDuplicates();
    assertThat(incidents).hasSize(1_500);
    assertThat(incidents).filteredOn(i -> !i.slaMet()).hasSize(480);
  }

  @Test
  void tookAsLongAsInTheStudy() {
    assertThat(meanSeconds(i -> i.detectedAt() - i.startedAt())).isCloseTo(840, within(1.0));
    assertThat(meanSeconds(i -> i.resolvedAt() - i.startedAt())).isCloseTo(3_180, within(1.0));
  }

  @Test
  void haveTheStudysMostCommonCausesAndSeverity() {
    assertThat(ranked(SampleEvent.Incident::rootCause, false))
        .startsWith("DATABASE_SLOWDOWN", "DEPENDENCY_FAILURE");
    assertThat(ranked(SampleEvent.Incident::severity, false)).startsWith("medium");
  }

  @Test
  void breakMostWhereTheStudySays() {
    List<String> most = List.of("auth-api", "payments", "fraud-engine");
    assertThat(ranked(SampleEvent.Incident::service, true).subList(0, 3))
        .containsExactlyInAnyOrderElementsOf(most);
    Map<String, Double> rates =
        incidents.stream()
            .collect(
                Collectors.groupingBy(
                    SampleEvent.Incident::service,
                    Collectors.averagingDouble(i -> i.slaMet() ? 0 : 1)));
    double worstOther =
        rates.entrySet().stream()
            .filter(entry -> !most.contains(entry.getKey()))
            .mapToDouble(Map.Entry::getValue)
            .max()
            .orElseThrow();
    assertThat(most)
        .allSatisfy(service -> assertThat(rates.get(service)).isGreaterThan(worstOther));
  }

  @Test
  void areConsistentAndRecent() {
    long oldest = END.minus(Duration.ofDays(90)).toEpochMilli();
    assertThat(incidents)
        .allSatisfy(
            i -> {
              assertThat(
                      List.of(
                          oldest,
                          i.startedAt(),
                          i.detectedAt(),
                          i.acknowledgedAt(),
                          i.mitigatedAt(),
                          i.resolvedAt(),
                          END.toEpochMilli()))
                  .isSorted();
              assertThat(i.timestamp()).isEqualTo(i.resolvedAt());
            });
    assertThat(incidents).extracting(SampleEvent.Incident::timestamp).isSorted();
  }

  @Test
  void areTheSameEachTimeAndMoveWithTheDay() {
    assertThat(SampleIncidents.before(END)).isEqualTo(incidents);
    assertThat(SampleIncidents.before(END.plusSeconds(3_600))).isEqualTo(incidents);
    assertThat(SampleIncidents.before(END.plus(Duration.ofDays(1))).get(0).timestamp())
        .isEqualTo(incidents.get(0).timestamp() + Duration.ofDays(1).toMillis());
  }

  private double meanSeconds(ToLongFunction<SampleEvent.Incident> millis) {
    return incidents.stream().mapToLong(millis).average().orElseThrow() / 1_000;
  }

  private List<String> ranked(Function<SampleEvent.Incident, String> by, boolean onlyBreached) {
    Map<String, Long> counts =
        incidents.stream()
            .filter(i -> !onlyBreached || !i.slaMet())
            .collect(Collectors.groupingBy(by, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }
}

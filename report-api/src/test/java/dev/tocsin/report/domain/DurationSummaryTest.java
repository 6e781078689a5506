package dev.tocsin.report.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DurationSummaryTest {
  @Test
  void percentilesAreInterpolatedBetweenClosestRanks() {
    DurationSummary.Collector collector = new DurationSummary.Collector();
    for (long seconds : new long[] {40, 10, 30, 20}) {
      collector.add(5_000L, 5_000 + seconds * 1_000, true);
    }

    DurationSummary summary = collector.summary();

    assertThat(summary.n()).isEqualTo(4);
    assertThat(summary.mean()).isEqualTo(25);
    assertThat(summary.median()).isEqualTo(25);
    assertThat(summary.p90()).isCloseTo(37, within(1e-9));
    assertThat(summary.p95()).isCloseTo(38.5, within(1e-9));
  }

  @Test
  void oneDurationIsEveryPercentile() {
    DurationSummary.Collector collector = new DurationSummary.Collector();
    collector.add(0L, 1_500L, true);
    assertThat(collector.summary()).isEqualTo(new DurationSummary(1.5, 1.5, 1.5, 1.5, 1, 0, 0, 0));
  }

  @Test
  void whatIsMissingOrNegativeIsCountedAndNeverAveraged() {
    DurationSummary.Collector collector = new DurationSummary.Collector();
    collector.add(1_000L, null, false);
    collector.add(null, 1_000L, false);
    collector.add(1_000L, null, true);
    collector.add(2_000L, 1_000L, true);
    collector.add(1_000L, 1_000L, true);

    assertThat(collector.summary()).isEqualTo(new DurationSummary(0.0, 0.0, 0.0, 0.0, 1, 2, 1, 1));
  }

  @Test
  void nothingHasNoMean() {
    assertThat(new DurationSummary.Collector().summary())
        .isEqualTo(new DurationSummary(null, null, null, null, 0, 0, 0, 0));
  }
}

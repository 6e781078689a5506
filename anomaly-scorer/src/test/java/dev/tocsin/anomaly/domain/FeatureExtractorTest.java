package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.MetricsEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {
  private final Profile profile = new Profile();
  private final HeapMemory memory = new HeapMemory(profile);
  private final Random random = new Random(11);

  @Test
  void thereAreMoreThanFifteenScoredFeaturesWithNames() {
    assertThat(Arrays.stream(Feature.values()).filter(Feature::scored)).hasSize(39);
    assertThat(Feature.of("latency_p95_z")).isEqualTo(Feature.LATENCY_P95_Z);
  }

  @Test
  void whatTheWindowDoesNotSayIsMissing() {
    FeatureRow row = FeatureExtractor.extract(profile, memory, 0, requests(100, 2, 20));
    assertThat(row.has(Feature.REQUEST_RATE)).isTrue();
    assertThat(row.has(Feature.LOG_RATE)).isFalse();
    assertThat(row.has(Feature.METRIC_LEVEL_MAX)).isFalse();
    assertThat(row.byName()).doesNotContainKey("log_rate");
  }

  @Test
  void aRiseOfErrorsOrLatencyDeviatesAndAFallDoesNot() {
    learn(60, 5, 50);
    FeatureRow fall = FeatureExtractor.extract(profile, memory, 0, requests(100, 0, 5));
    assertThat(fall.get(Feature.ERROR_RATE_Z)).isZero();
    assertThat(fall.get(Feature.LATENCY_MEAN_Z)).isZero();
    assertThat(fall.get(Feature.LATENCY_P95_CHANGE)).isZero();
    learn(10, 5, 50);
    FeatureRow rise = FeatureExtractor.extract(profile, memory, 0, requests(100, 40, 200));
    assertThat(rise.get(Feature.ERROR_RATE_Z)).isGreaterThan(3);
    assertThat(rise.get(Feature.LATENCY_P95_Z)).isGreaterThan(3);
    assertThat(rise.cause(Feature.ERROR_RATE_Z).observed()).isEqualTo(0.4);
  }

  @Test
  void aFallOfTrafficDeviates() {
    learn(60, 5, 50);
    FeatureRow row = FeatureExtractor.extract(profile, memory, 0, requests(10, 0, 50));
    assertThat(row.get(Feature.REQUEST_RATE_Z)).isLessThan(-3);
    assertThat(row.greatestDeviation()).isGreaterThan(3);
  }

  @Test
  void anImmaterialRiseDoesNotDeviate() {
    for (int i = 0; i < 60; i++) {
      FeatureExtractor.extract(profile, memory, 0, requests(100, 0, 50));
    }
    FeatureRow row = FeatureExtractor.extract(profile, memory, 0, requests(100, 0, 54));
    assertThat(row.get(Feature.LATENCY_MEAN_Z)).isZero();
  }

  @Test
  void metricsAreSummarisedAndTheWorstIsNamed() {
    for (int i = 0; i < 100; i++) {
      FeatureExtractor.extract(profile, memory, 0, metrics(0));
    }
    FeatureRow row = FeatureExtractor.extract(profile, memory, 0, metrics(30));
    assertThat(row.get(Feature.METRIC_LEVEL_MAX)).isGreaterThan(8);
    assertThat(row.get(Feature.METRIC_LEVEL_COUNT)).isEqualTo(1);
    assertThat(row.get(Feature.METRIC_LEVEL_TOP3))
        .isBetween(row.get(Feature.METRIC_LEVEL_MEAN), row.get(Feature.METRIC_LEVEL_MAX));
    assertThat(row.cause(Feature.METRIC_LEVEL_MAX).signal()).isEqualTo("m7");
  }

  @Test
  void aMetricWhoseNameSaysSoIsHarmlessWhenItFalls() {
    assertThat(Direction.ofMetric("http_errors_total").harm(-9)).isZero();
    assertThat(Direction.ofMetric("requestLatencyMs").harm(-9)).isZero();
    assertThat(Direction.ofMetric("cpu_percent").harm(-9)).isEqualTo(-9);
  }

  @Test
  void anEntityHasAtMostSoManyMetrics() {
    Map<String, Double> many = new HashMap<>();
    for (int i = 0; i < 400; i++) {
      many.put("m" + i, 1.0);
    }
    Window window = new Window();
    window.add(new MetricsEvent(0, "s", null, many, Map.of()));
    FeatureExtractor.extract(profile, memory, 0, window);
    assertThat(profile.metrics).hasSize(Profile.MOST_METRICS);
    assertThat(profile.leftOutMetrics).isEqualTo(400 - Profile.MOST_METRICS);
  }

  private void learn(int windows, int errors, double latencyMs) {
    for (int i = 0; i < windows; i++) {
      double noise = 1 + 0.1 * random.nextGaussian();
      int count = 100 + random.nextInt(10);
      FeatureExtractor.extract(
          profile, memory, 0, requests(count, random.nextInt(2 * errors), latencyMs * noise));
    }
  }

  private static Window requests(int count, int errors, double latencyMs) {
    Window window = new Window();
    window.add(WindowTest.request(0, count, errors, count * latencyMs));
    return window;
  }

  private Window metrics(double shift) {
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      values.put("m" + i, 50 + random.nextGaussian() + (i == 7 ? shift : 0));
    }
    Window window = new Window();
    window.add(new MetricsEvent(0, "s", null, values, Map.of()));
    return window;
  }
}

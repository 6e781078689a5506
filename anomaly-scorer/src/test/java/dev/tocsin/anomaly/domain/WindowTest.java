package dev.tocsin.anomaly.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Histogram;
import dev.tocsin.events.LogEvent;
import dev.tocsin.events.MetricsEvent;
import dev.tocsin.events.RequestEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WindowTest {
  @Test
  void startsAreMultiplesOfThirtySeconds() {
    assertThat(Window.startOf(60_000)).isEqualTo(60_000);
    assertThat(Window.startOf(89_999)).isEqualTo(60_000);
  }

  @Test
  void partsMergeToTheSameWholeInAnyOrderAndGrouping() {
    Random random = new Random(1);
    List<Consumer<Window>> events = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      double value = Math.exp(10 * random.nextGaussian());
      long at = i;
      events.add(w -> w.add(request(at, 1, 0, value)));
      events.add(w -> w.add(new MetricsEvent(at, "s", null, Map.of("m", value), Map.of())));
      events.add(w -> w.add(new LogEvent(at, "s", null, at % 3 == 0 ? "ERROR" : "INFO", "", 2)));
    }
    Window whole = new Window();
    events.forEach(e -> e.accept(whole));

    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(events, new Random(seed));
      Window merged = new Window();
      for (int i = 0; i < events.size(); i += 100) {
        Window part = new Window();
        events.subList(i, i + 100).forEach(e -> e.accept(part));
        merged.merge(part);
      }
      assertThat(merged.meanLatencyMs()).isEqualTo(whole.meanLatencyMs());
      assertThat(merged.metricMeans()).isEqualTo(whole.metricMeans());
      assertThat(merged.latencyMs(0.95)).isEqualTo(whole.latencyMs(0.95));
      assertThat(merged.errorLogShare()).isEqualTo(whole.errorLogShare());
      assertThat(merged.newestEvent()).isEqualTo(499);
    }
  }

  @Test
  void anAggregateCountsAsItsRequests() {
    Window window = new Window();
    Histogram latency = new Histogram(new double[] {100, 200}, new long[] {90, 10, 0});
    window.add(
        new RequestEvent(
            5, "s", null, null, null, null, Map.of(), 100, 4, 6_000, latency, null, null));
    assertThat(window.requestsPerSecond()).isEqualTo(100 / 30.0);
    assertThat(window.errorRate()).isEqualTo(0.04);
    assertThat(window.meanLatencyMs()).isEqualTo(60);
    assertThat(window.latencyMs(0.99)).isBetween(148.0, 152.0);
  }

  @Test
  void namesBeyondTheBoundAreLeftOut() {
    Map<String, Double> many = new HashMap<>();
    for (int i = 0; i < Window.MOST_METRICS + 50; i++) {
      many.put("m" + i, 1.0);
    }
    Window window = new Window();
    window.add(new MetricsEvent(1, "s", null, many, Map.of()));
    Window other = new Window();
    other.merge(window);
    assertThat(other.metricMeans()).hasSize(Window.MOST_METRICS);
  }

  @Test
  void whatWasWrittenIsReadAgain() throws IOException {
    Window window = new Window();
    window.add(request(3, 1, 1, 12.5));
    window.add(new LogEvent(4, "s", null, "WARN", "m", 3));
    window.add(new MetricsEvent(5, "s", null, Map.of("a", 1.0, "b", -2.5), Map.of()));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    window.write(new DataOutputStream(bytes));
    Window read = Window.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    read.write(new DataOutputStream(again));
    assertThat(again.toByteArray()).isEqualTo(bytes.toByteArray());
    assertThat(read.metricMeans()).isEqualTo(Map.of("a", 1.0, "b", -2.5));
    assertThat(read.warnLogShare()).isEqualTo(1);
  }

  static RequestEvent request(long at, long count, long errors, double latencyMs) {
    return new RequestEvent(
        at, "s", null, null, null, null, Map.of(), count, errors, latencyMs, null, null, null);
  }
}

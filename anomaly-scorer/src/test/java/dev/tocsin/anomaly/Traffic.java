package dev.tocsin.anomaly;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded traffic of one service, a window at a time: the same window is always the same bytes. */
final class Traffic {
  private Traffic() {}

  /** Thirty requests, one a second. */
  static byte[] window(int window, double errorRate) {
    Random random = new Random(window);
    List<String> events = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      boolean success = random.nextDouble() >= errorRate;
      double latency = 20 + 3 * random.nextGaussian();
      long at = window * 30_000L + i * 1_000L;
      events.add(ScorerDriver.requestJson(at, "payments", latency, success, "none"));
    }
    return events.toString().getBytes(StandardCharsets.UTF_8);
  }
}

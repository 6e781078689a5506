package dev.tocsin.standalone.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What services say of themselves, and what a prober says of them: metrics, checks and logs. */
final class Signals {
  private static final double WARNINGS_FROM = 0.1;
  private static final double ERRORS_FROM = 0.3;
  private static final double CHECK_TIMEOUT_MS = 2_000;

  private final long seed;

  Signals(long seed) {
    this.seed = seed;
  }

  /** The service's gauges; {@code cpu}, {@code memory} and {@code disk} are percent. */
  SampleEvent.Metrics metrics(ServiceProfile service, long second, Health health) {
    Noise noise = Noise.of(seed, 'm', service.index(), second);
    double load = Traffic.rate(second) / 80;
    double busy = health.intensity();
    Map<String, Double> metrics = new LinkedHashMap<>();
    double drift = Noise.wander(second, 600, seed, 'c', service.index());
    metrics.put(
        "cpu",
        percent(service.cpu() * (0.7 + 0.3 * load) + 4 * drift + noise(noise, 1.2) + health.cpu()));
    double leak = Noise.wander(second, 3_600, seed, 'e', service.index());
    metrics.put(
        "memory", percent(service.memory() + 3 * leak + noise(noise, 0.4) + health.memory()));
    double day = Math.floorMod(second, 86_400) / 86_400.0;
    metrics.put("disk", percent(service.disk() + 4 * day + noise(noise, 0.05)));
    metrics.put("connections", whole(40 * load * (1 + 2 * busy) + noise(noise, 2)));
    metrics.put("queueDepth", whole(3 * load * Math.exp(3.5 * busy) + noise(noise, 1)));
    metrics.put("gcPauseMs", rounded(noise.lognormal(6, 0.3) * (1 + 4 * busy)));
    return new SampleEvent.Metrics(second * 1_000, service.name(), metrics);
  }

  private static double noise(Noise noise, double deviation) {
    return deviation * noise.gaussian();
  }

  private static double percent(double value) {
    return rounded(Math.max(0, Math.min(100, value)));
  }

  private static double whole(double value) {
    return Math.max(0, Math.rint(value));
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }

  /** The answer to a health check. */
  SampleEvent.Check check(ServiceProfile service, long second, Health health, int interval) {
    Noise noise = Noise.of(seed, 'h', service.index(), second);
    boolean up = !health.down();
    double took = noise.lognormal(service.medianMs() / 2, 0.2) * health.slowdown();
    return new SampleEvent.Check(
        second * 1_000,
        service.name(),
        "health",
        up,
        rounded(up ? took : CHECK_TIMEOUT_MS),
        up ? null : health.cause().message(),
        interval * 1_000L);
  }

  /** The log lines of the last {@code interval} seconds, equal ones as one event. */
  List<SampleEvent.Log> logs(ServiceProfile service, long second, Health health, int interval) {
    Noise noise = Noise.of(seed, 'l', service.index(), second);
    double handled = Traffic.rate(second) * service.share() * interval;
    List<SampleEvent.Log> logs = new ArrayList<>();
    add(logs, service, second, "INFO", "request handled", noise.poisson(handled / 4));
    if (noise.uniform() < 0.03) {
      add(logs, service, second, "WARN", "slow answer, retried once", 1);
    }
    if (health.intensity() > WARNINGS_FROM) {
      double warnings = 0.3 * handled * health.intensity();
      add(logs, service, second, "WARN", "answers take longer than usual", noise.poisson(warnings));
    }
    if (health.intensity() > ERRORS_FROM) {
      double errors = 0.4 * handled * (health.intensity() - ERRORS_FROM);
      add(logs, service, second, "ERROR", health.cause().message(), noise.poisson(errors));
    }
    return logs;
  }

  private static void add(
      List<SampleEvent.Log> logs,
      ServiceProfile service,
      long second,
      String level,
      String message,
      long count) {
    if (count > 0) {
      logs.add(new SampleEvent.Log(second * 1_000, service.name(), level, message, count));
    }
  }
}

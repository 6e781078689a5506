package dev.tocsin.standalone.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The requests of the devices. */
final class Traffic {
  private static final double MEAN_RATE = 80;
  private static final double DAILY_SWING = 0.25;
  private static final double PEAK_HOUR = 14;
  private static final double HOURS = 24;

  private final long seed;

  Traffic(long seed) {
    this.seed = seed;
  }

  /** Requests a second of all services at this time. */
  static double rate(long second) {
    double hour = Math.floorMod(second, 86_400) / 3_600.0;
    double phase = 2 * Math.PI * (hour - PEAK_HOUR) / HOURS;
    return MEAN_RATE * (1 + DAILY_SWING * Math.cos(phase));
  }

  /** A service's requests in one second, in the order of their times. */
  List<SampleEvent.Request> requests(ServiceProfile service, long second, Health health) {
    Noise noise = Noise.of(seed, 'r', service.index(), second);
    int count = noise.poisson(rate(second) * service.share());
    List<SampleEvent.Request> requests = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      requests.add(request(service, second, i, health, noise));
    }
    requests.sort(Comparator.comparingLong(SampleEvent.Request::timestamp));
    return requests;
  }

  private SampleEvent.Request request(
      ServiceProfile service, long second, int number, Health health, Noise noise) {
    Device device = Device.of(seed, noise.below(Device.COUNT));
    List<String> operations = service.operations();
    int operation = operations.indexOf(noise.pick(operations, o -> 1.0 / o.length()));
    double median = service.medianMs() * (0.92 + 0.06 * operation) * device.slowness();
    double latency = noise.lognormal(median, service.sigma()) * health.slowdown();
    boolean success = noise.uniform() >= health.errorRate();
    return new SampleEvent.Request(
        second * 1_000 + noise.below(1_000),
        service.name(),
        operations.get(operation),
        device.region(),
        device.type(),
        Map.of("device", device.name()),
        Math.round(latency * 1_000) / 1_000.0,
        success,
        success ? 200 : noise.uniform() < 0.5 ? 500 : 503,
        Long.toString(seed, 36) + "-" + second + "-" + service.index() + "-" + number);
  }
}

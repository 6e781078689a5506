package dev.tocsin.evaluation.bench.anomaly;

import dev.tocsin.anomaly.domain.Window;
import dev.tocsin.events.LogEvent;
import dev.tocsin.events.RequestEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A made-up service, window by window: traffic and latency with the time of day, single bad windows
 * that mean nothing, and incidents that announce themselves: for 10 to 20 minutes latency creeps up
 * to half as much again, errors from 0.5% to 3% and warnings with them; then the service is down
 * for 20 minutes. The same seed gives the same life.
 */
final class ServiceLife {
  private static final int PER_MINUTE = (int) (60_000 / Window.LENGTH_MS);
  private static final int DAY = 24 * 60 * PER_MINUTE;
  private static final int DOWN = 20 * PER_MINUTE;
  private static final int QUIET_AT_FIRST = 12 * 60 * PER_MINUTE;
  private static final int EVENTS = 12;

  private final Random random;
  private final double latencyMs;
  private final double perSecond;
  private final List<Incident> incidents = new ArrayList<>();

  ServiceLife(long seed, int windows) {
    random = new Random(seed);
    latencyMs = 20 + random.nextInt(100);
    perSecond = 5 + random.nextInt(50);
    for (int at = QUIET_AT_FIRST; ; ) {
      int begin = at + random.nextInt(DAY);
      int down = begin + (10 + random.nextInt(11)) * PER_MINUTE;
      if (down + DOWN >= windows) {
        break;
      }
      incidents.add(new Incident(begin, down, down + DOWN));
      at = down + DOWN + DAY / 2;
    }
  }

  List<Incident> incidents() {
    return incidents;
  }

  /** The next window; called with ascending numbers. */
  Window window(int number) {
    long start = number * Window.LENGTH_MS;
    double day = Math.sin(2 * Math.PI * number / DAY);
    double creep = 0;
    boolean down = false;
    for (Incident each : incidents) {
      if (number >= each.begin && number < each.down) {
        creep = (number - each.begin + 1.0) / (each.down - each.begin);
      }
      down |= number >= each.down && number < each.end;
    }
    boolean blip = random.nextInt(240) == 0;
    double errorShare = down ? 0.3 : blip ? 0.05 : 0.005 + 0.025 * creep;
    double slow = down ? 3 : blip ? 2 : 1 + 0.5 * creep;
    Window window = new Window();
    for (int i = 0; i < EVENTS; i++) {
      long count = Math.round(perSecond * (1 + 0.3 * day) * Window.LENGTH_MS / 1_000 / EVENTS);
      double mean = latencyMs * (1 + 0.15 * day) * slow * Math.exp(0.1 * random.nextGaussian());
      window.add(request(start, count, failed(count, errorShare), count * mean));
    }
    window.add(log(start, "INFO", 100 + random.nextInt(20)));
    window.add(log(start, "WARN", 2 + random.nextInt(3) + Math.round(10 * creep)));
    window.add(log(start, "ERROR", 1 + random.nextInt(2) + Math.round(200 * errorShare)));
    return window;
  }

  private long failed(long count, double share) {
    long failed = 0;
    for (long i = 0; i < count; i++) {
      failed += random.nextDouble() < share ? 1 : 0;
    }
    return failed;
  }

  private static RequestEvent request(long at, long count, long errors, double latencySumMs) {
    return new RequestEvent(
        at, "s", null, null, null, null, Map.of(), count, errors, latencySumMs, null, null, null);
  }

  private static LogEvent log(long at, String level, long count) {
    return new LogEvent(at, "s", null, level, "made up", count);
  }

  /**
   * An incident, in windows.
   *
   * @param begin the first that announces it
   * @param down the first in which the service is down
   * @param end the first after it
   */
  record Incident(int begin, int down, int end) {}
}

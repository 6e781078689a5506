package dev.tocsin.standalone.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens in each second: a pure function of seed, start and time. Traffic follows the hour of
 * the day, from about 60 requests a second at night to 100 in the early afternoon (UTC).
 */
final class Workload {
  private static final int METRICS_EVERY = 10;
  private static final int CHECKS_EVERY = 15;
  private static final int LOGS_EVERY = 5;

  private final DegradationSchedule schedule;
  private final Traffic traffic;
  private final Signals signals;

  /**
   * @param seed decides everything that chance decides
   * @param start when the workload began, in epoch seconds: before it all services are healthy
   */
  Workload(long seed, long start) {
    this.schedule = new DegradationSchedule(seed, start);
    this.traffic = new Traffic(seed);
    this.signals = new Signals(seed);
  }

  /** All events of this second, in the order of their times. */
  List<SampleEvent> at(long second) {
    List<SampleEvent> events = new ArrayList<>();
    Optional<Degradation> degradation = schedule.at(second);
    degradation.flatMap(d -> d.changeAt(second)).ifPresent(events::add);
    for (ServiceProfile service : ServiceProfile.ALL) {
      Health health = health(service, second);
      if (second % METRICS_EVERY == 0) {
        events.add(signals.metrics(service, second, health));
      }
      if (second % CHECKS_EVERY == 0) {
        events.add(signals.check(service, second, health, CHECKS_EVERY));
      }
      if (second % LOGS_EVERY == 0) {
        events.addAll(signals.logs(service, second, health, LOGS_EVERY));
      }
    }
    events.addAll(requests(second));
    return events;
  }

  /** The requests of this second. */
  List<SampleEvent.Request> requests(long second) {
    List<SampleEvent.Request> requests = new ArrayList<>();
    for (ServiceProfile service : ServiceProfile.ALL) {
      requests.addAll(traffic.requests(service, second, health(service, second)));
    }
    return requests;
  }

  DegradationSchedule schedule() {
    return schedule;
  }

  private Health health(ServiceProfile service, long second) {
    return schedule
        .at(second)
        .map(d -> new Health(d.cause(), d.intensity(service, second)))
        .orElse(Health.GOOD);
  }
}

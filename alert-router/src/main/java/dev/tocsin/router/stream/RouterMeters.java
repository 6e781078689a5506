package dev.tocsin.router.stream;

import dev.tocsin.events.Notification;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the router counts. Decisions of transactions that were aborted count too. */
public final class RouterMeters {
  private final MeterRegistry registry;
  private final Map<String, AtomicInteger> breakers = new ConcurrentHashMap<>();

  public RouterMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A record that became a dead letter. */
  void refused(String topic) {
    registry.counter("tocsin.router.refused", "topic", topic).increment();
  }

  /** A record of the ledger, from a decision or an attempt. */
  public void decided(Notification entry) {
    registry
        .counter(
            "tocsin.router.notifications",
            "decision",
            entry.decision().name(),
            "channel",
            entry.channel() == null ? "none" : entry.channel())
        .increment();
  }

  /** How breakers stand, by {@code receiver/channel}; one that is not named is closed. */
  public void breakers(Map<String, ? extends Enum<?>> states) {
    states.keySet().forEach(name -> breakers.computeIfAbsent(name, this::breaker));
    breakers.forEach(
        (name, gauge) -> gauge.set(states.get(name) == null ? 0 : states.get(name).ordinal()));
  }

  private AtomicInteger breaker(String name) {
    int slash = name.lastIndexOf('/');
    Tags tags = Tags.of("receiver", name.substring(0, slash), "channel", name.substring(slash + 1));
    return registry.gauge("tocsin.router.breaker", tags, new AtomicInteger());
  }
}

package dev.tocsin.router.stream;

import dev.tocsin.events.Notification;
import io.micrometer.core.instrument.MeterRegistry;

/** What the router counts. Decisions of transactions that were aborted count too. */
public final class RouterMeters {
  private final MeterRegistry registry;

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
}

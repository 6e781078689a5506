package dev.tocsin.events;

/** What a service emits. Event time decides everything that is computed from it. */
public sealed interface Telemetry permits RequestEvent, MetricsEvent, CheckEvent, LogEvent {
  /** When it happened, epoch milliseconds. */
  long timestamp();

  /** The service that it is about. */
  String service();
}

package dev.tocsin.events;

import java.util.Map;

/**
 * Named gauges at an instant.
 *
 * @param timestamp when, epoch milliseconds
 * @param service the service that they describe
 * @param instance the process, host or device, or null
 * @param metrics value by name, finite, at least one
 * @param labels further dimensions, never null
 */
public record MetricsEvent(
    long timestamp,
    String service,
    String instance,
    Map<String, Double> metrics,
    Map<String, String> labels)
    implements Telemetry {}

package dev.tocsin.events;

import java.util.Map;

/**
 * Outcome and latency of one request, or of {@code count} requests that somebody aggregated.
 *
 * @param timestamp when, epoch milliseconds
 * @param service the service that answered
 * @param operation what was asked for, or null
 * @param instance the process or device, or null
 * @param region where, or null
 * @param deviceType what kind of device asked, or null
 * @param labels further dimensions, never null
 * @param count how many requests, at least 1
 * @param errors how many of them failed, 0 to {@code count}
 * @param latencySumMs the sum of their latencies in milliseconds, at least 0
 * @param latency their distribution when they are aggregated, null for a single request
 * @param statusCode the protocol's status, or null
 * @param id an identity within the dedup horizon: a second event with it changes nothing; or null
 */
public record RequestEvent(
    long timestamp,
    String service,
    String operation,
    String instance,
    String region,
    String deviceType,
    Map<String, String> labels,
    long count,
    long errors,
    double latencySumMs,
    Histogram latency,
    Integer statusCode,
    String id)
    implements Telemetry {}

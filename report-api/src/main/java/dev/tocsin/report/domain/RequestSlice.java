package dev.tocsin.report.domain;

/**
 * What the report needs to know of one slice.
 *
 * @param service the service
 * @param region where, {@code ""} when not known
 * @param deviceType what kind of device, {@code ""} when not known
 * @param start the minute's start, epoch milliseconds
 * @param count requests
 * @param errors failed ones
 * @param latencySumMs sum of latencies in milliseconds
 * @param latency the distribution: the bytes of a {@link dev.tocsin.events.Sketch}, from which it
 *     is added up
 */
public record RequestSlice(
    String service,
    String region,
    String deviceType,
    long start,
    long count,
    long errors,
    double latencySumMs,
    byte[] latency) {}

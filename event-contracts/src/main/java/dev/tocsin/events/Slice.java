package dev.tocsin.events;

import java.util.Map;

/**
 * One minute of one request series: integers and a sketch, from which every figure is derived. A
 * slice on the topic is a snapshot: of one key, the highest revision counts.
 *
 * @param service the service
 * @param operation what was asked for, {@code ""} when not given
 * @param region where, {@code ""} when not given
 * @param deviceType what kind of device, {@code ""} when not given
 * @param start the minute's start, epoch milliseconds
 * @param count requests
 * @param errors failed requests
 * @param latencySumMs sum of latencies in milliseconds
 * @param latencyMinMs smallest latency, null when only aggregates without it were sent
 * @param latencyMaxMs largest latency, null when only aggregates without it were sent
 * @param within requests at or under a bound, by bound in milliseconds as text: exact counts for
 *     the bounds that objectives declare
 * @param latency the distribution
 * @param revision 1 for the first snapshot, one more for each later one
 * @param closed whether the allowed lateness is over; a later revision is a correction
 */
public record Slice(
    String service,
    String operation,
    String region,
    String deviceType,
    long start,
    long count,
    long errors,
    double latencySumMs,
    Double latencyMinMs,
    Double latencyMaxMs,
    Map<String, Long> within,
    Sketch latency,
    long revision,
    boolean closed) {}

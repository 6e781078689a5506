package dev.tocsin.router.dispatch;

import java.time.Duration;

/**
 * How the dispatcher works.
 *
 * @param bootstrapServers the brokers
 * @param groupId the dispatcher's consumer group
 * @param instanceId this instance among several
 * @param maxAge how long after it was intended a notification is still attempted
 * @param queuePerReceiver how many notifications for one channel of one receiver are held in
 *     memory; those behind them are read again when their turn comes
 * @param inFlightPerReceiver how many groups' notifications are under way to it at a time
 * @param backoff how long one notification waits after it failed
 * @param breaker when a channel of a receiver is left alone
 */
public record DispatchSettings(
    String bootstrapServers,
    String groupId,
    String instanceId,
    Duration maxAge,
    int queuePerReceiver,
    int inFlightPerReceiver,
    Backoff backoff,
    Breaker.Rule breaker) {}

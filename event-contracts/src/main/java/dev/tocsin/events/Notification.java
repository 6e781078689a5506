package dev.tocsin.events;

import java.util.List;
import java.util.Map;

/**
 * One record of the ledger: a decision about telling somebody, or an attempt to. Every decision is
 * one record, so "why was I (not) paged" is always answerable.
 *
 * @param id identity of this record
 * @param notificationId identity of the notification that it is about, the same for the intent and
 *     all its attempts, sent to the receiver as its idempotency key; null for a decision that sends
 *     nothing
 * @param fingerprint the alert
 * @param groupKey the group that the alert was put in, or null before that
 * @param receiver whom it would tell, or null
 * @param channel one of a receiver's contacts, such as {@code mail}, or null
 * @param decision what was decided or what happened
 * @param reason why, one sentence
 * @param alertStatus what the receiver is told: firing or resolved
 * @param level the escalation level, 0 for the first notice
 * @param attempt which attempt, 1 for the first, 0 for a decision
 * @param at when, wall clock, epoch milliseconds
 * @param thread the life of the group that it is about, from its first notice to its end: what a
 *     receiver shows as one conversation or one incident; null when nothing is sent
 * @param acknowledgedBy who has taken the group, where that is what is told; null otherwise
 * @param fallbackFor the notification that could not be delivered, where this is in its place; null
 *     otherwise
 * @param alerts the group's alerts, for an intent; empty otherwise
 * @param unshown how further alerts stand that a summary is about and does not show, by
 *     fingerprint; null when it shows all
 * @param alsoTold who else is told of alerts at the same moment: fingerprints by {@code
 *     receiver/channel}; null when nobody is
 */
public record Notification(
    String id,
    String notificationId,
    String fingerprint,
    String groupKey,
    String receiver,
    String channel,
    Decision decision,
    String reason,
    Alert.Status alertStatus,
    int level,
    int attempt,
    long at,
    String thread,
    String acknowledgedBy,
    String fallbackFor,
    List<Alert> alerts,
    Map<String, Alert.Status> unshown,
    Map<String, List<String>> alsoTold) {

  /** A record that shows all it is about, at a moment when nobody else is told. */
  public Notification(
      String id,
      String notificationId,
      String fingerprint,
      String groupKey,
      String receiver,
      String channel,
      Decision decision,
      String reason,
      Alert.Status alertStatus,
      int level,
      int attempt,
      long at,
      String thread,
      String acknowledgedBy,
      String fallbackFor,
      List<Alert> alerts) {
    this(
        id,
        notificationId,
        fingerprint,
        groupKey,
        receiver,
        channel,
        decision,
        reason,
        alertStatus,
        level,
        attempt,
        at,
        thread,
        acknowledgedBy,
        fallbackFor,
        alerts,
        null,
        null);
  }

  /** The same, without its alerts. */
  public Notification withoutAlerts() {
    return about(List.of(), null, null);
  }

  /** The same, but that much of it. */
  public Notification about(
      List<Alert> shown, Map<String, Alert.Status> unshown, Map<String, List<String>> alsoTold) {
    return new Notification(
        id,
        notificationId,
        fingerprint,
        groupKey,
        receiver,
        channel,
        decision,
        reason,
        alertStatus,
        level,
        attempt,
        at,
        thread,
        acknowledgedBy,
        fallbackFor,
        shown,
        unshown,
        alsoTold);
  }

  /** What was decided or what happened. */
  public enum Decision {
    /** It will be sent: the record is in the outbox. */
    INTENDED,
    /** Nobody is told, for the reason given (silenced, stale, no route, acknowledged). */
    SUPPRESSED,
    /** The receiver knows already. */
    DEDUPLICATED,
    /** It waits for, or went with, the other alerts of its group. */
    GROUPED,
    /** Its group was found to have a probable cause. */
    CORRELATED,
    /** The next level of the escalation policy was reached. */
    ESCALATED,
    /** Somebody took it: escalation stops. */
    ACKNOWLEDGED,
    /** It waits: the receiver has failed so often that it is left alone for a while. */
    DELAYED,
    /** An attempt begins. */
    ATTEMPTED,
    /** The receiver has it. */
    DELIVERED,
    /** An attempt failed; there will be another one. */
    FAILED,
    /** No further attempt will be made, unless somebody has it redelivered. */
    GIVEN_UP
  }
}

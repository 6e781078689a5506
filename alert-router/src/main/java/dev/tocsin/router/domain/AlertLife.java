package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import java.time.Duration;
import java.util.List;

/**
 * What is remembered of an alert, by fingerprint.
 *
 * @param alert its newest state
 * @param placements the groups that heard of this life; empty while nobody was to be told
 * @param closedBy who ended it by command, or null when its source did
 * @param lastReason the last reason that the ledger got without anybody being told, or null
 * @param recordedAt when the ledger got it, wall clock, epoch milliseconds
 * @param repeats how often the same happened since then without a ledger record
 * @param endedAt when it was over, wall clock, epoch milliseconds; null while it fires
 */
public record AlertLife(
    Alert alert,
    List<Placement> placements,
    String closedBy,
    String lastReason,
    long recordedAt,
    int repeats,
    Long endedAt) {

  /** Whether it is going on. */
  boolean firing() {
    return alert.status() == Alert.Status.FIRING;
  }

  /** Whether any group was told of this life's start, or will be. */
  boolean placed() {
    return !placements.isEmpty();
  }

  /** Whether it is told to nobody because it happened long ago. */
  boolean stale() {
    return RefuseStale.REASON.equals(lastReason) && !placed();
  }

  /** When it may be forgotten, wall clock, epoch milliseconds; null while it fires. */
  public Long due(Duration forgetAfter) {
    return endedAt == null ? null : endedAt + forgetAfter.toMillis();
  }

  static AlertLife of(Alert alert, List<Placement> placements, String closedBy, long now) {
    Long endedAt = alert.status() == Alert.Status.RESOLVED ? now : null;
    return new AlertLife(alert, placements, closedBy, null, 0, 0, endedAt);
  }

  AlertLife recorded(String reason, long now) {
    return new AlertLife(alert, placements, closedBy, reason, now, 0, endedAt);
  }

  AlertLife with(Alert newer) {
    return new AlertLife(newer, placements, closedBy, lastReason, recordedAt, repeats, endedAt);
  }
}

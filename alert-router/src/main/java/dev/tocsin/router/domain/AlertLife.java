package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Flaps;
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
 * @param flaps how often it came and went lately, wall clock
 */
public record AlertLife(
    Alert alert,
    List<Placement> placements,
    String closedBy,
    String lastReason,
    long recordedAt,
    int repeats,
    Long endedAt,
    Flaps flaps) {

  public AlertLife {
    flaps = flaps == null ? Flaps.NONE : flaps;
  }

  /** Whether it is going on; while it flaps it counts as going on. */
  boolean firing() {
    return alert.status() == Alert.Status.FIRING || flaps.flapping() && endedAt == null;
  }

  /** Whether any group was told of this life's start, or will be. */
  boolean placed() {
    return !placements.isEmpty();
  }

  /** Whether it is told to nobody because it happened long ago. */
  boolean stale() {
    return RefuseStale.REASON.equals(lastReason) && !placed();
  }

  /**
   * When it may be forgotten, or has been calm for long enough, wall clock, epoch milliseconds;
   * null is never.
   */
  public Long due(Duration forgetAfter) {
    if (endedAt != null) {
      return endedAt + forgetAfter.toMillis();
    }
    return flaps.flapping() ? Calm.calmAt(flaps) : null;
  }

  static AlertLife of(Alert alert, List<Placement> placements, String closedBy, long now) {
    Long endedAt = alert.status() == Alert.Status.RESOLVED ? now : null;
    return new AlertLife(alert, placements, closedBy, null, 0, 0, endedAt, Flaps.NONE);
  }

  AlertLife recorded(String reason, long now) {
    return new AlertLife(alert, placements, closedBy, reason, now, 0, endedAt, flaps);
  }

  AlertLife with(Alert newer) {
    return new AlertLife(
        newer, placements, closedBy, lastReason, recordedAt, repeats, endedAt, flaps);
  }

  AlertLife flapping(Flaps now) {
    return new AlertLife(
        alert, placements, closedBy, lastReason, recordedAt, repeats, endedAt, now);
  }
}

package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Severity;
import java.util.Set;
import java.util.TreeSet;

/**
 * An alert in its group.
 *
 * @param alert as it is now
 * @param told who knows of its start and not yet of its end
 * @param news what was told last; null when it has to be told (again)
 * @param hold who keeps it from paging, or null
 * @param left whether another group pages for it now; this one only tells of its end
 * @param mute what else keeps it from paging for now, or null
 */
public record Member(Alert alert, Set<String> told, News news, Hold hold, boolean left, Mute mute) {

  /**
   * What receivers know.
   *
   * @param startsAt the episode's start
   * @param severity how bad it was
   */
  record News(long startsAt, Severity severity) {}

  /**
   * An acknowledgement or a snooze.
   *
   * @param actor who
   * @param until when it ends, wall clock, epoch milliseconds; null is never
   * @param snooze whether it also silences notices, and not only escalation
   */
  record Hold(String actor, Long until, boolean snooze) {
    boolean endedBy(long now) {
      return until != null && until <= now;
    }
  }

  static Member of(Alert alert) {
    return new Member(alert, Set.of(), null, null, false, null);
  }

  boolean over() {
    return alert.status() == Alert.Status.RESOLVED;
  }

  /** Fires here and is neither snoozed nor muted. */
  boolean active() {
    return !over() && !left && mute == null && (hold == null || !hold.snooze());
  }

  /** Over, and those who know of its start may hear of it now. */
  boolean endsNow() {
    return over() && mute == null;
  }

  /** Active, and nobody has taken it. */
  boolean unanswered() {
    return active() && hold == null;
  }

  /** Active, and there is something about it that receivers have not been told. */
  boolean hasNews() {
    return active()
        && (news == null
            || news.startsAt() != alert.startsAt()
            || news.severity().compareTo(alert.severity()) < 0);
  }

  /** With the alert as it is now; a new episode ends an acknowledgement, but no snooze. */
  Member seen(Alert newer) {
    boolean keep = hold != null && (hold.snooze() || newer.startsAt() == alert.startsAt());
    return new Member(newer, told, news, keep ? hold : null, false, mute);
  }

  Member ended(Alert over) {
    return new Member(over, told, news, null, left, null);
  }

  Member gone(Alert newer) {
    return new Member(newer, told, news, null, true, null);
  }

  Member held(Hold by) {
    return new Member(alert, told, news, by, left, mute);
  }

  /** Muted by this; null is not at all. */
  Member muted(Mute by) {
    return new Member(alert, told, news, hold, left, by);
  }

  /** Free again, and to be told anew. */
  Member released() {
    return new Member(alert, told, null, null, left, mute);
  }

  /** To be told anew once it may page, because a notice went without it. */
  Member leftOut() {
    return new Member(alert, told, null, hold, left, mute);
  }

  /** Whether this recipient, over any of its channels, knows of its start and not of its end. */
  boolean knownTo(String recipient) {
    return told.stream().anyMatch(t -> t.equals(recipient) || t.startsWith(recipient + "/"));
  }

  /** After this recipient was told how things stand. */
  Member toldTo(String recipient) {
    Set<String> knowing = new TreeSet<>(told);
    if (over()) {
      knowing.removeIf(t -> t.equals(recipient) || t.startsWith(recipient + "/"));
    } else {
      knowing.add(recipient);
    }
    return new Member(alert, Recipients.distinct(knowing), news, hold, left, mute);
  }

  /** After everybody who had to be was told how things stand. */
  Member noNews() {
    return new Member(alert, told, new News(alert.startsAt(), alert.severity()), hold, left, mute);
  }
}

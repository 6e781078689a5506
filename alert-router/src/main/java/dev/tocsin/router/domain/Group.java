package dev.tocsin.router.domain;

import java.time.Duration;
import java.util.Map;

/**
 * Alerts that are told together, and where telling stands. All times are wall clock, epoch
 * milliseconds.
 *
 * @param key which group
 * @param route the route that made it
 * @param epoch distinguishes the group's lives, from its first alert until it is empty
 * @param sequence how many notices and levels this life has had
 * @param rounds how many escalation rounds this life has had
 * @param members its alerts, by fingerprint
 * @param flushAt when it tells of changes; null when there are none
 * @param tickAt when it first had something to tell in this life: from then on it looks at every
 *     {@code groupInterval}; null before that
 * @param noticedAt when it last gave notice; null when not yet in this life
 * @param round the escalation under way, or null
 * @param idleSince since when it is empty, or null
 * @param storm how fast alerts come into it
 * @param silenceAt when a silence of any of its alerts begins that has not yet; null when none does
 */
public record Group(
    String key,
    Route route,
    long epoch,
    int sequence,
    int rounds,
    Map<String, Member> members,
    Long flushAt,
    Long tickAt,
    Long noticedAt,
    Round round,
    Long idleSince,
    Storm storm,
    Long silenceAt) {

  public Group {
    storm = storm == null ? Storm.NONE : storm;
    tickAt = tickAt == null ? noticedAt : tickAt;
  }

  /** Without its alerts. */
  public Group head() {
    return with(Map.of());
  }

  /** With these alerts, by fingerprint. */
  public Group with(Map<String, Member> alerts) {
    return new Group(
        key, route, epoch, sequence, rounds, alerts, flushAt, tickAt, noticedAt, round, idleSince,
        storm, silenceAt);
  }

  /** To be asked at that time who of its alerts is silenced, and when. */
  public Group askedOfSilences(long at) {
    return new Group(
        key, route, epoch, sequence, rounds, members, flushAt, tickAt, noticedAt, round, idleSince,
        storm, at);
  }

  /**
   * When something has to be done although nothing happens; null is never.
   *
   * @param forgetAfter how long an empty group is remembered
   */
  public Long due(Duration forgetAfter) {
    Long due = sooner(flushAt, round == null ? null : round.due());
    due = sooner(due, idleSince == null ? null : idleSince + forgetAfter.toMillis());
    due = sooner(due, silenceAt);
    boolean known = false;
    // Each alert that comes looks at all of them.
    for (Member each : members.values()) {
      due = sooner(due, each.hold() == null ? null : each.hold().until());
      if (each.mute() != null) {
        due = sooner(sooner(due, each.mute().until()), each.mute().warnAt());
      }
      known |= each.news() != null && each.active();
    }
    return known ? sooner(due, repeatAt()) : due;
  }

  /** When receivers are reminded of what still fires; null before a first notice. */
  private Long repeatAt() {
    return noticedAt == null
        ? null
        : Ticks.atOrAfter(
            tickAt, route.groupInterval(), noticedAt + route.repeatInterval().toMillis());
  }

  /** The earlier of two times, of which null is never. */
  static Long sooner(Long one, Long other) {
    return one == null || other != null && other < one ? other : one;
  }
}

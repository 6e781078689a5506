package dev.tocsin.router.domain;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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
    Storm storm) {

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
        storm);
  }

  /**
   * When something has to be done although nothing happens; null is never.
   *
   * @param forgetAfter how long an empty group is remembered
   */
  public Long due(Duration forgetAfter) {
    Stream<Long> holds =
        members.values().stream().filter(m -> m.hold() != null).map(m -> m.hold().until());
    Stream<Long> warnings =
        members.values().stream().filter(m -> m.mute() != null).map(m -> m.mute().warnAt());
    Stream<Long> own =
        Stream.of(
            flushAt,
            repeatAt(),
            round == null ? null : round.due(),
            idleSince == null ? null : idleSince + forgetAfter.toMillis());
    return Stream.of(holds, warnings, own)
        .flatMap(each -> each)
        .filter(Objects::nonNull)
        .min(Long::compare)
        .orElse(null);
  }

  /** When receivers are reminded that it still fires; null when nothing does that they know of. */
  private Long repeatAt() {
    boolean known = members.values().stream().anyMatch(m -> m.active() && m.news() != null);
    return known && noticedAt != null
        ? Ticks.atOrAfter(
            tickAt, route.groupInterval(), noticedAt + route.repeatInterval().toMillis())
        : null;
  }
}

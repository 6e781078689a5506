package dev.tocsin.router.domain;

import java.time.Duration;
import java.util.List;

/**
 * Where a group stands, for people.
 *
 * @param key which group
 * @param receiver whom it tells first
 * @param firing fingerprints of its alerts that fire
 * @param ended fingerprints of those whose end has yet to be told
 * @param heldBy who acknowledged or snoozed any of them
 * @param mutedBy what keeps any of them from paging: {@code silence/upgrade}, …
 * @param policy the escalation policy under way, or null
 * @param level how many of its levels were reached
 * @param noticedAt when it last gave notice, epoch milliseconds, or null
 * @param dueAt when it acts next, epoch milliseconds, or null
 */
public record GroupSummary(
    String key,
    String receiver,
    List<String> firing,
    List<String> ended,
    List<String> heldBy,
    List<String> mutedBy,
    String policy,
    int level,
    Long noticedAt,
    Long dueAt) {

  /** The summary of a group. */
  public static GroupSummary of(Group group, Duration forgetAfter) {
    Round round = group.round();
    return new GroupSummary(
        group.key(),
        group.route().receiver(),
        fingerprints(group, false),
        fingerprints(group, true),
        group.members().values().stream()
            .filter(m -> m.hold() != null)
            .map(m -> m.hold().actor())
            .distinct()
            .sorted()
            .toList(),
        group.members().values().stream()
            .filter(m -> m.mute() != null)
            .map(m -> m.mute().by())
            .distinct()
            .sorted()
            .toList(),
        round == null ? null : round.policy(),
        round == null ? 0 : round.reached(),
        group.noticedAt(),
        group.due(forgetAfter));
  }

  private static List<String> fingerprints(Group group, boolean over) {
    return group.members().values().stream()
        .filter(m -> m.over() == over)
        .map(m -> m.alert().fingerprint())
        .sorted()
        .toList();
  }
}

package dev.tocsin.router.domain;

import dev.tocsin.events.Notification.Decision;
import dev.tocsin.router.domain.InhibitionRules.Inhibited;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Who pages nobody for now: inhibited, silenced, or outside of the route's hours. As in
 * Alertmanager this is judged when something would be told, and a group with muted alerts looks
 * again at every interval; also when a silence begins or ends. Unlike there, the end of what was
 * told is told although it is muted, only later where it is for the hour.
 */
final class Muting {
  private static final List<Judge> JUDGES =
      List.of(Muting::inhibited, Silences::silenced, Hours::muted);
  private static final List<Judge> FOR_ENDS = List.of(Hours::muted);

  private Muting() {}

  /** Says why a member pages nobody; empty when this is no reason. */
  private interface Judge {
    Optional<Verdict> of(OpenGroup open, Member member);
  }

  /** A mute, and the sentence for the ledger. */
  record Verdict(Mute mute, String reason) {}

  /** Judges all members when the group has something to do, else the one that has just come. */
  static void judge(OpenGroup open) {
    if (open.acts()) {
      open.which(m -> !m.left()).forEach(f -> judge(open, open.members.get(f)));
      open.silenceAt = Silences.nextStart(open, open.members.values());
    } else if (open.arrived != null) {
      Member arrived = open.members.get(open.arrived);
      judge(open, arrived);
      open.silenceAt = Group.sooner(open.silenceAt, Silences.nextStart(open, List.of(arrived)));
    }
  }

  private static void judge(OpenGroup open, Member member) {
    Verdict verdict =
        (member.over() ? FOR_ENDS : JUDGES)
            .stream().flatMap(judge -> judge.of(open, member).stream()).findFirst().orElse(null);
    Mute before = member.mute();
    if (verdict == null && before != null) {
      open.members.put(member.alert().fingerprint(), member.muted(null));
      open.unmuted |= member.news() != null;
      open.record(member.alert(), Decision.GROUPED, 0, "no longer muted by " + before.by());
    } else if (verdict != null && before != null && before.sameAs(verdict.mute)) {
      open.members.put(member.alert().fingerprint(), member.muted(before.again(verdict.mute)));
    } else if (verdict != null) {
      open.members.put(member.alert().fingerprint(), member.muted(verdict.mute));
      open.record(member.alert(), Decision.SUPPRESSED, 0, verdict.reason);
    }
  }

  private static Optional<Verdict> inhibited(OpenGroup open, Member member) {
    return open.around
        .policies()
        .inhibitions()
        .inhibited(member.alert().labels(), open.around.inhibitors())
        .map(Muting::inhibitedBy);
  }

  private static Verdict inhibitedBy(Inhibited inhibited) {
    String reason =
        "inhibited by rule %s while %s of %s fires (%s)"
            .formatted(
                inhibited.rule(),
                inhibited.by().name(),
                inhibited.by().service(),
                inhibited.by().fingerprint());
    return new Verdict(Mute.by("inhibition/" + inhibited.rule()), reason);
  }

  /** Tells that a silence ends soon, while what it silences still fires. */
  static void warnDue(OpenGroup open) {
    List<String> due =
        open.which(m -> m.mute() != null && m.mute().warnDue(open.now) && !m.over() && !m.left());
    while (!due.isEmpty()) {
      Mute mute = open.members.get(due.get(0)).mute();
      List<String> same = open.which(m -> mute.equals(m.mute()) && !m.over() && !m.left());
      open.sequence++;
      open.tell(
          mute.warnTo(),
          same,
          0,
          "ends-soon",
          "%s ends at %s and this still fires"
              .formatted(mute.by(), Instant.ofEpochMilli(mute.until())));
      same.forEach(f -> open.members.computeIfPresent(f, (k, m) -> m.muted(mute.warned())));
      due = due.stream().filter(f -> !same.contains(f)).toList();
    }
  }
}

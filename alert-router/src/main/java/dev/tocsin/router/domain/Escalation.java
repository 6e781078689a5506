package dev.tocsin.router.domain;

import dev.tocsin.events.Command;
import dev.tocsin.events.Durations;
import dev.tocsin.events.EscalationSpec.Level;
import dev.tocsin.events.Notification.Decision;
import java.util.List;
import java.util.Set;

/** Who is told next when nobody answers. */
final class Escalation {
  private Escalation() {}

  /**
   * Starts a round with the notice just given, unless one is under way or somebody has answered.
   */
  static void begin(OpenGroup open) {
    List<String> unanswered = open.which(Member::unanswered);
    String policy = open.route.escalation();
    if (open.round != null || policy == null || unanswered.isEmpty()) {
      return;
    }
    List<Level> levels = open.directory.levels(policy);
    if (levels.isEmpty()) {
      open.record(
          open.members.get(unanswered.get(0)).alert(),
          Decision.SUPPRESSED,
          1,
          "it cannot escalate: escalation policy '" + policy + "' is not defined");
      return;
    }
    open.round = new Round(++open.rounds, policy, levels, open.now, 0, Set.of());
  }

  /** Reaches every level whose time has come, and ends the round once somebody has answered. */
  static void reachDue(OpenGroup open) {
    if (open.round != null && open.which(Member::unanswered).isEmpty()) {
      open.round = null;
    }
    while (open.round != null && !open.round.finished() && open.round.due() <= open.now) {
      Level level = open.round.levels().get(open.round.reached());
      reach(
          open,
          level.after().isZero()
              ? "at once"
              : "nobody answered for " + Durations.format(level.after()));
    }
  }

  /** Reaches the next level because somebody asked for it; an acknowledgement ends with that. */
  static void reachNow(OpenGroup open, Member member, Command command) {
    if (member.left()) {
      return;
    }
    open.members.put(member.alert().fingerprint(), member.held(null));
    begin(open);
    if (open.round == null || open.round.finished()) {
      open.record(
          member.alert(),
          Decision.SUPPRESSED,
          0,
          "escalate by " + command.actor() + " has no effect: there is no further level");
      return;
    }
    reach(open, "asked for by " + AlertPipeline.said(command));
  }

  private static void reach(OpenGroup open, String why) {
    Level level = open.round.levels().get(open.round.reached());
    int number = open.round.reached() + 1;
    List<String> who = open.which(Member::unanswered);
    String reason =
        "level "
            + number
            + " of "
            + open.round.levels().size()
            + " of '"
            + open.round.policy()
            + "': "
            + why;
    open.sequence++;
    open.record(
        open.members.get(who.get(0)).alert(),
        Decision.ESCALATED,
        number,
        reason + "; tells " + String.join(", ", level.receivers()));
    String kind = "round-" + open.round.number() + "-level-" + number;
    level.receivers().forEach(receiver -> open.tell(receiver, who, number, kind, reason));
    open.round = open.round.advanced();
  }
}

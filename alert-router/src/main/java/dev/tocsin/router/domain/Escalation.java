package dev.tocsin.router.domain;

import dev.tocsin.events.Command;
import dev.tocsin.events.Durations;
import dev.tocsin.events.EscalationSpec;
import dev.tocsin.events.EscalationSpec.Level;
import dev.tocsin.events.Notification.Decision;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    Optional<EscalationSpec> says = open.around.policies().escalation(policy);
    if (says.isEmpty()) {
      open.record(
          open.members.get(unanswered.get(0)).alert(),
          Decision.SUPPRESSED,
          1,
          "it cannot escalate: escalation policy '" + policy + "' is not defined");
      return;
    }
    open.round = new Round(++open.rounds, policy, says.get(), open.now, 0, Set.of());
  }

  /** Reaches every level whose time has come, and ends the round once somebody has answered. */
  static void reachDue(OpenGroup open) {
    if (open.round != null && open.which(Member::unanswered).isEmpty()) {
      open.round = null;
    }
    if (open.unmuted) {
      begin(open);
    }
    while (open.round != null && !open.round.finished() && open.round.due() <= open.now) {
      Level level = open.round.level();
      List<String> who = open.which(Member::unanswered);
      String why =
          level.after().isZero()
              ? "at once"
              : "nobody answered for " + Durations.format(level.after());
      String not =
          open.round.dueTwice(open.now)
              ? "it came due again during an outage, and tells once"
              : Conditions.unmet(open, level.when(), who);
      if (not == null) {
        reach(open, who, why);
      } else {
        skip(open, who, not);
      }
    }
  }

  /** Reaches the next level because somebody asked for it; an acknowledgement ends with that. */
  static void reachNow(OpenGroup open, Member member, Command command) {
    if (member.left()) {
      return;
    }
    open.members.put(member.alert().fingerprint(), member.held(null));
    begin(open);
    List<String> who = open.which(Member::unanswered);
    if (open.round == null || open.round.finished() || who.isEmpty()) {
      String why = who.isEmpty() ? "it is muted" : "there is no further level";
      open.record(
          member.alert(),
          Decision.SUPPRESSED,
          0,
          "escalate by " + command.actor() + " has no effect: " + why);
      return;
    }
    reach(open, who, "asked for by " + AlertPipeline.said(command));
  }

  private static void reach(OpenGroup open, List<String> who, String why) {
    Round round = open.round;
    int number = round.levelNumber();
    Set<String> recipients = Recipients.of(open, round, who);
    String reason = name(round) + ": " + why;
    Map<Boolean, List<String>> knowing =
        recipients.stream().collect(Collectors.partitioningBy(r -> open.tellsNow(r, who)));
    open.sequence++;
    open.record(
        open.members.get(who.get(0)).alert(),
        Decision.ESCALATED,
        number,
        reason + said(knowing.get(false), knowing.get(true)));
    String kind = "round-" + round.number() + "-level-" + (round.reached() + 1);
    knowing.get(false).forEach(recipient -> open.tell(recipient, who, number, kind, reason));
    open.round = round.advanced(recipients);
  }

  private static String said(List<String> told, List<String> knowing) {
    String tells = "; tells " + (told.isEmpty() ? "nobody" : String.join(", ", told));
    return knowing.isEmpty()
        ? tells
        : tells + "; told in this moment already: " + String.join(", ", knowing);
  }

  private static void skip(OpenGroup open, List<String> who, String why) {
    open.record(
        open.members.get(who.get(0)).alert(),
        Decision.SUPPRESSED,
        open.round.levelNumber(),
        name(open.round) + " tells nobody: " + why);
    open.round = open.round.advanced(Set.of());
  }

  private static String name(Round round) {
    int times = round.reached() / round.levels();
    return "level %d of %d of '%s'%s"
        .formatted(
            round.levelNumber(),
            round.levels(),
            round.policy(),
            times == 0 ? "" : ", repetition " + times);
  }
}

package dev.tocsin.router.domain;

import dev.tocsin.events.Command;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.router.domain.Member.Hold;
import java.time.Instant;
import java.util.List;

/** Acknowledgements and snoozes: made by people, ended by time. */
final class Holds {
  private Holds() {}

  static void acknowledge(OpenGroup open, Member member, Command command) {
    if (member.hold() != null && member.hold().snooze()) {
      hold(open, member, new Hold(command.actor(), member.hold().until(), true));
    } else {
      hold(open, member, new Hold(command.actor(), command.until(), false));
    }
    open.record(
        member.alert(),
        Decision.ACKNOWLEDGED,
        0,
        "acknowledged by "
            + AlertPipeline.said(command)
            + "; it does not escalate"
            + until(command.until()));
    open.tellTaken(command.actor(), "acknowledged by " + AlertPipeline.said(command));
  }

  static void snooze(OpenGroup open, Member member, Command command) {
    hold(open, member, new Hold(command.actor(), command.until(), true));
    open.record(
        member.alert(),
        Decision.SUPPRESSED,
        0,
        "snoozed by " + AlertPipeline.said(command) + until(command.until()));
  }

  private static void hold(OpenGroup open, Member member, Hold hold) {
    open.members.put(member.alert().fingerprint(), member.held(hold));
  }

  private static String until(Long until) {
    return until == null ? "" : " until " + Instant.ofEpochMilli(until);
  }

  /**
   * Whoever held an alert must not be relied on longer than they said: it is told anew, at once.
   */
  static void endDue(OpenGroup open) {
    List<String> ended = open.which(m -> m.hold() != null && m.hold().endedBy(open.now));
    for (String fingerprint : ended) {
      Member member = open.members.get(fingerprint);
      String what = member.hold().snooze() ? "snooze" : "acknowledgement";
      open.members.put(fingerprint, member.released());
      open.flushAt = open.now;
      open.record(
          member.alert(),
          Decision.GROUPED,
          0,
          "the "
              + what
              + " by "
              + member.hold().actor()
              + " ended and it still fires; it is told"
              + " again now");
    }
  }
}

package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;
import dev.tocsin.events.Durations;
import dev.tocsin.events.Notification.Decision;
import java.time.Duration;

/** How a group takes what it hears. */
final class Hearing {
  private Hearing() {}

  static void hear(OpenGroup open, GroupEvent event) {
    if (event instanceof GroupEvent.Placed placed) {
      placed(open, placed);
    } else if (event instanceof GroupEvent.Refreshed refreshed) {
      open.members.computeIfPresent(
          refreshed.alert().fingerprint(),
          (f, m) -> m.over() || m.left() ? m : m.seen(refreshed.alert()));
    } else if (event instanceof GroupEvent.Left left) {
      left(open, left);
    } else if (event instanceof GroupEvent.Ended ended) {
      ended(open, ended.alert());
    } else if (event instanceof GroupEvent.Commanded commanded) {
      commanded(open, commanded.command());
    }
  }

  private static void placed(OpenGroup open, GroupEvent.Placed placed) {
    Alert alert = placed.alert();
    count(open, alert);
    Member known = open.members.get(alert.fingerprint());
    if (known == null && open.members.size() >= OpenGroup.MOST_MEMBERS) {
      open.record(
          alert,
          Decision.SUPPRESSED,
          0,
          "the group is full: it has " + OpenGroup.MOST_MEMBERS + " alerts already");
      return;
    }
    open.awake(alert);
    open.route = placed.route();
    Member member = known == null ? Member.of(alert) : known.seen(alert);
    open.members.put(alert.fingerprint(), member);
    open.arrived = alert.fingerprint();
    if (member.hasNews()) {
      open.scheduleFlush();
      open.record(alert, Decision.GROUPED, 0, placed.reason() + "; " + waits(open));
    } else {
      String why =
          member.active()
              ? "receivers know of it"
              : member.mute() == null ? "it is snoozed" : "it is muted by " + member.mute().by();
      open.record(alert, Decision.DEDUPLICATED, 0, placed.reason() + "; " + why);
    }
  }

  private static void count(OpenGroup open, Alert alert) {
    boolean raged = open.storm.rages(open.now);
    open.storm = open.storm.arrival(open.now, open.rules.stormAbove());
    if (!raged && open.storm.rages(open.now)) {
      open.record(
          alert,
          Decision.CORRELATED,
          0,
          "an alert storm: more than "
              + open.rules.stormAbove()
              + " alerts in a minute; notices are summaries until it is over");
    }
  }

  private static String waits(OpenGroup open) {
    String wait = Durations.brief(Duration.ofMillis(open.flushAt - open.now));
    return "the group gives "
        + (open.noticedAt == null ? "its first" : "the next")
        + " notice in "
        + wait;
  }

  private static void left(OpenGroup open, GroupEvent.Left left) {
    Member member = open.members.get(left.alert().fingerprint());
    if (member == null || member.over()) {
      return;
    }
    if (member.told().isEmpty()) {
      open.members.remove(left.alert().fingerprint());
    } else {
      open.members.put(left.alert().fingerprint(), member.gone(left.alert()));
    }
    open.record(
        left.alert(),
        Decision.SUPPRESSED,
        0,
        "this group does not page for it now: " + left.reason());
  }

  private static void ended(OpenGroup open, Alert alert) {
    Member member = open.members.get(alert.fingerprint());
    if (member == null || member.told().isEmpty()) {
      open.members.remove(alert.fingerprint());
      open.record(
          alert, Decision.SUPPRESSED, 0, "ended before anybody was told: " + alert.reason());
      return;
    }
    open.members.put(alert.fingerprint(), member.ended(alert));
    open.scheduleFlush();
    open.record(
        alert,
        Decision.GROUPED,
        0,
        "ended ("
            + alert.reason()
            + "); "
            + waits(open)
            + " to "
            + String.join(", ", member.told()));
  }

  private static void commanded(OpenGroup open, Command command) {
    Member member = open.members.get(command.target());
    if (member == null || member.over()) {
      return;
    }
    switch (command.action()) {
      case ACKNOWLEDGE -> Holds.acknowledge(open, member, command);
      case SNOOZE -> Holds.snooze(open, member, command);
      case ESCALATE -> Escalation.reachNow(open, member, command);
      default -> throw new IllegalArgumentException("not for groups: " + command.action());
    }
  }
}

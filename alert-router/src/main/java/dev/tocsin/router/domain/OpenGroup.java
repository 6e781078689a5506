package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A group while a step works on it: mutable, and it never leaves the step. */
final class OpenGroup {
  /** A full group must fit a changelog record of 4 MiB: alerts have at most 8 KiB. */
  static final int MOST_MEMBERS = 400;

  final String key;
  final Directory directory;
  final Rules rules;
  final long now;
  final TreeMap<String, Member> members = new TreeMap<>();
  final List<Notification> ledger = new ArrayList<>();
  Route route;
  long epoch;
  int sequence;
  int rounds;
  Long flushAt;
  Long noticedAt;
  Round round;
  Long idleSince;

  OpenGroup(String key, Group group, Directory directory, Rules rules, long now) {
    this.key = key;
    this.directory = directory;
    this.rules = rules;
    this.now = now;
    if (group != null) {
      members.putAll(group.members());
      route = group.route();
      epoch = group.epoch();
      sequence = group.sequence();
      rounds = group.rounds();
      flushAt = group.flushAt();
      noticedAt = group.noticedAt();
      round = group.round();
      idleSince = group.idleSince();
    }
  }

  /** The group as the step leaves it. */
  GroupStep close() {
    boolean forgotten =
        idleSince != null && idleSince + rules.forgetAfter().toMillis() <= now && members.isEmpty();
    Group group =
        route == null || forgotten
            ? null
            : new Group(
                key,
                route,
                epoch,
                sequence,
                rounds,
                Map.copyOf(members),
                flushAt,
                noticedAt,
                round,
                idleSince);
    return new GroupStep(group, List.copyOf(ledger));
  }

  /** Begins a new life with this alert, if the group was empty. */
  void awake(Alert first) {
    if (members.isEmpty()) {
      epoch = Math.max(epoch + 1, first.updatedAt());
      sequence = 0;
      rounds = 0;
      round = null;
      flushAt = null;
      noticedAt = null;
      idleSince = null;
    }
  }

  /** Tells of changes when the group's next notice is due. */
  void scheduleFlush() {
    if (noticedAt == null) {
      flushAt = flushAt == null ? now + route.groupWait().toMillis() : flushAt;
    } else if (flushAt == null) {
      flushAt = Math.max(now, noticedAt + route.groupInterval().toMillis());
    }
  }

  /** Fingerprints of the members that pass, in the order in which they began. */
  List<String> which(Predicate<Member> test) {
    return members.values().stream()
        .filter(test)
        .map(Member::alert)
        .sorted(Comparator.comparingLong(Alert::startsAt).thenComparing(Alert::fingerprint))
        .map(Alert::fingerprint)
        .toList();
  }

  void record(Alert alert, Decision decision, int level, String reason) {
    ledger.add(
        Ledger.inGroup(alert.fingerprint(), key, decision, reason, alert.status(), level, now));
  }

  /**
   * Tells a receiver of these members through each of its channels.
   *
   * @param kind what makes this notification another one than the others of this sequence number
   */
  void tell(String receiver, List<String> who, int level, String kind, String reason) {
    List<String> channels = directory.channels(receiver);
    for (int from = 0; from < who.size(); from += Ledger.MOST_ALERTS) {
      List<Alert> alerts =
          who.subList(from, Math.min(who.size(), from + Ledger.MOST_ALERTS)).stream()
              .map(f -> members.get(f).alert())
              .toList();
      if (channels.isEmpty()) {
        String why = "receiver '" + receiver + "' is not defined: " + reason;
        ledger.add(Ledger.untold(key, receiver, why, alerts.get(0), level, now));
      }
      for (String channel : channels) {
        String id =
            Ledger.notificationId(receiver, channel, key, epoch, sequence, kind + "/" + from);
        ledger.add(Ledger.intent(id, key, receiver, channel, reason, level, now, alerts));
      }
    }
    for (String fingerprint : who) {
      Member member = members.get(fingerprint);
      if (!channels.isEmpty() || member.over()) {
        members.put(fingerprint, member.toldTo(receiver));
      }
    }
  }
}

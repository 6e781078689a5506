package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.contact.Contact;
import dev.tocsin.router.domain.cause.Cause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A group while a step works on it: mutable, and it never leaves the step. */
final class OpenGroup {
  /** Each step works on the whole group, and each alert has up to 8 KiB. */
  static final int MOST_MEMBERS = 400;

  final String key;
  final Surroundings around;
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
  Long tickAt;
  Long noticedAt;
  Round round;
  Long idleSince;
  Storm storm = Storm.NONE;
  Long silenceAt;
  private List<Cause> causes;

  /** The member that has come with this step, or null. */
  String arrived;

  /** Of which alerts this step tells each recipient. */
  private final Map<String, Set<String>> toldNow = new TreeMap<>();

  /** Whether something that receivers know of and that was muted may page again from now on. */
  boolean unmuted;

  OpenGroup(String key, Group group, Surroundings around, long now) {
    this.key = key;
    this.around = around;
    this.directory = around.directory();
    this.rules = around.rules();
    this.now = now;
    if (group != null) {
      members.putAll(group.members());
      route = group.route();
      epoch = group.epoch();
      sequence = group.sequence();
      rounds = group.rounds();
      flushAt = group.flushAt();
      tickAt = group.tickAt();
      noticedAt = group.noticedAt();
      round = group.round();
      idleSince = group.idleSince();
      storm = group.storm();
      silenceAt = group.silenceAt();
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
                Collections.unmodifiableSortedMap(members),
                flushAt,
                tickAt,
                noticedAt,
                round,
                idleSince,
                storm,
                silenceAt);
    return new GroupStep(group, Together.of(ledger));
  }

  /** Begins a new life with this alert, if the group was empty. */
  void awake(Alert first) {
    if (members.isEmpty()) {
      epoch = Math.max(epoch + 1, first.updatedAt());
      sequence = 0;
      rounds = 0;
      round = null;
      flushAt = null;
      tickAt = null;
      noticedAt = null;
      idleSince = null;
      silenceAt = null;
    }
  }

  /** Tells of changes when the group's next notice is due. */
  void scheduleFlush() {
    if (flushAt == null) {
      flushAt = tickAt == null ? now + route.groupWait().toMillis() : tick(now);
    }
  }

  /** The first tick at or after that time. */
  long tick(long time) {
    return Ticks.atOrAfter(tickAt, route.groupInterval(), time);
  }

  /** When receivers are reminded of what still fires; only after a first notice. */
  long repeatAt() {
    return tick(noticedAt + route.repeatInterval().toMillis());
  }

  /** Whether anybody may be told of anything in this step, or a silence has begun or ended. */
  boolean acts() {
    return flushAt != null && flushAt <= now
        || noticedAt != null && repeatAt() <= now
        || round != null && !round.finished() && round.due() <= now
        || silenceAt != null && silenceAt <= now
        || any(m -> m.mute() != null && m.mute().due(now));
  }

  boolean any(Predicate<Member> test) {
    for (Member each : members.values()) {
      if (test.test(each)) {
        return true;
      }
    }
    return false;
  }

  /** Fingerprints of the members that pass, in the order in which they began. */
  List<String> which(Predicate<Member> test) {
    List<Alert> passed = null;
    // Mostly none does, and each step asks several times.
    for (Member each : members.values()) {
      if (test.test(each)) {
        passed = passed == null ? new ArrayList<>() : passed;
        passed.add(each.alert());
      }
    }
    if (passed == null) {
      return List.of();
    }
    return passed.stream()
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
  void tell(String recipient, List<String> who, int level, String kind, String because) {
    String receiver = Recipients.receiver(recipient);
    Map<String, Contact> contacts = contacts(recipient);
    toldNow.computeIfAbsent(recipient, r -> new TreeSet<>()).addAll(who);
    boolean storms = storm.rages(now) && who.size() > Storm.SHOWN;
    List<String> shown = storms ? worst(who) : who;
    Map<String, Alert.Status> unshown = storms ? others(who, shown) : null;
    String reason =
        storms
            ? "an alert storm, of which the %d worst of %d alerts are shown; %s"
                .formatted(Storm.SHOWN, who.size(), because)
            : because;
    for (int from = 0; from < shown.size(); from += Ledger.MOST_ALERTS) {
      List<Alert> alerts =
          shown.subList(from, Math.min(shown.size(), from + Ledger.MOST_ALERTS)).stream()
              .map(this::shown)
              .toList();
      if (contacts.isEmpty()) {
        String why = "no receiver '" + recipient + "' with a channel is defined: " + reason;
        ledger.add(Ledger.untold(key, receiver, null, why, alerts.get(0), level, now));
      }
      List<Alert> firing = alerts.stream().filter(a -> a.status() == Alert.Status.FIRING).toList();
      for (Map.Entry<String, Contact> contact : contacts.entrySet()) {
        List<Alert> heard = contact.getValue().sendResolved() ? alerts : firing;
        if (heard.isEmpty()) {
          String why = contact.getKey() + " of '" + receiver + "' is told of no ends: " + reason;
          ledger.add(
              Ledger.untold(key, receiver, contact.getKey(), why, alerts.get(0), level, now));
        } else {
          Telling telling = new Telling(kind + "/" + from, level, reason, null);
          intend(receiver, contact.getKey(), telling, heard, unshown);
        }
      }
    }
    for (String fingerprint : who) {
      Member member = members.get(fingerprint);
      if (!contacts.isEmpty() || member.over()) {
        members.put(fingerprint, member.toldTo(recipient));
      }
    }
  }

  /** Whether this step tells them of these already, over all channels that this recipient names. */
  boolean tellsNow(String recipient, List<String> who) {
    return Stream.of(recipient, Recipients.receiver(recipient))
        .anyMatch(each -> toldNow.getOrDefault(each, Set.of()).containsAll(who));
  }

  /** The channels over which a recipient is told. */
  private Map<String, Contact> contacts(String recipient) {
    Map<String, Contact> contacts =
        new LinkedHashMap<>(directory.contacts(Recipients.receiver(recipient)));
    contacts.keySet().removeIf(channel -> !Recipients.over(recipient, channel));
    return contacts;
  }

  private List<String> worst(List<String> who) {
    return who.stream()
        .sorted(
            Comparator.comparing((String f) -> members.get(f).over())
                .thenComparing(f -> members.get(f).alert().severity(), Comparator.reverseOrder()))
        .limit(Storm.SHOWN)
        .toList();
  }

  private Map<String, Alert.Status> others(List<String> who, List<String> shown) {
    Map<String, Alert.Status> others = new TreeMap<>();
    who.stream()
        .filter(f -> !shown.contains(f))
        .forEach(f -> others.put(f, members.get(f).alert().status()));
    return others;
  }

  /** What is probably behind the alerts that fire here; empty when there is no telling. */
  List<Cause> causes() {
    if (causes == null) {
      List<Alert> firing =
          members.values().stream().filter(Member::active).map(Member::alert).toList();
      boolean several = firing.stream().map(Alert::service).distinct().count() > 1;
      causes = several ? around.correlations().causes(firing) : List.of();
    }
    return causes;
  }

  /** An alert as receivers see it: with the probable cause. */
  private Alert shown(String fingerprint) {
    Alert alert = members.get(fingerprint).alert();
    if (causes().isEmpty() || alert.status() == Alert.Status.RESOLVED) {
      return alert;
    }
    Map<String, String> annotations = new TreeMap<>(alert.annotations());
    annotations.put(Alert.PROBABLE_CAUSE, causes().get(0).sentence());
    return alert.annotated(annotations);
  }

  /** Tells whoever knows of the group, and shows who has an incident, that somebody took it. */
  void tellTaken(String actor, String reason) {
    List<String> firing = which(Member::active);
    Set<String> knowing = new TreeSet<>();
    firing.forEach(fingerprint -> knowing.addAll(members.get(fingerprint).told()));
    if (knowing.isEmpty() || !which(Member::unanswered).isEmpty()) {
      return;
    }
    sequence++;
    List<Alert> alerts =
        firing.stream().limit(Ledger.MOST_ALERTS).map(f -> members.get(f).alert()).toList();
    Telling telling = new Telling("taken", 0, reason, actor);
    for (String recipient : Recipients.distinct(knowing)) {
      String receiver = Recipients.receiver(recipient);
      contacts(recipient).entrySet().stream()
          .filter(contact -> contact.getValue().showsWhoHasIt())
          .forEach(contact -> intend(receiver, contact.getKey(), telling, alerts, null));
    }
  }

  private void intend(
      String receiver,
      String channel,
      Telling telling,
      List<Alert> alerts,
      Map<String, Alert.Status> unshown) {
    String id = Ledger.notificationId(receiver, channel, key, epoch, sequence, telling.kind());
    String thread = Ledger.thread(key, epoch);
    Notification intent = Ledger.intent(id, key, thread, receiver, channel, telling, now, alerts);
    ledger.add(intent.about(alerts, unshown, null));
  }
}

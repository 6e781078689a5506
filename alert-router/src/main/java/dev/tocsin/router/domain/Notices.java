package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Durations;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.router.domain.cause.Cause;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The notices that a group gives: the first, of changes, and that it still fires. */
final class Notices {
  private Notices() {}

  /** Tells of what is new and of what is over, to whom each concerns. */
  static void giveDue(OpenGroup open) {
    if (open.flushAt == null || open.flushAt > open.now) {
      return;
    }
    open.flushAt = null;
    open.tickAt = open.tickAt == null ? Long.valueOf(open.now) : open.tickAt;
    List<String> news = open.which(Member::hasNews);
    Set<String> toldOfNews = news.isEmpty() ? Set.of() : newsReaders(open);
    Set<String> recipients = new TreeSet<>(toldOfNews);
    open.members.values().stream()
        .filter(Member::endsNow)
        .forEach(m -> recipients.addAll(m.told()));
    if (recipients.isEmpty()) {
      return;
    }
    String reason = open.noticedAt == null ? "the group's first notice" : "changes in the group";
    open.sequence++;
    if (!news.isEmpty() && !open.causes().isEmpty()) {
      Alert first = open.members.get(news.get(0)).alert();
      open.record(first, Decision.CORRELATED, 0, suspicion(open.causes()));
    }
    int before = open.ledger.size();
    for (String receiver : Recipients.distinct(recipients)) {
      boolean reader = toldOfNews.contains(receiver);
      List<String> who =
          open.which(
              m ->
                  (m.endsNow() && m.knownTo(receiver))
                      || (m.active() && (reader || m.knownTo(receiver))));
      boolean onlyEnds = who.stream().allMatch(f -> open.members.get(f).over());
      open.tell(receiver, who, 0, "notice", onlyEnds ? "over; it was told of the start" : reason);
    }
    wentWith(open, news, before);
    news.forEach(f -> open.members.computeIfPresent(f, (k, m) -> m.noNews()));
    noticed(open);
    Escalation.begin(open);
  }

  /**
   * The last notice is how receivers see the group, for some of whom it is over with that: what was
   * muted and so not in it is news again when it may page.
   */
  private static void noticed(OpenGroup open) {
    open.noticedAt = open.now;
    open.which(m -> m.mute() != null && !m.over() && !m.left())
        .forEach(f -> open.members.computeIfPresent(f, (k, m) -> m.leftOut()));
  }

  /** The most probable cause and why, and the two that come next. */
  private static String suspicion(List<Cause> causes) {
    String others =
        causes.stream().skip(1).limit(2).map(Cause::service).collect(Collectors.joining(", "));
    return "probable cause: "
        + causes.get(0).sentence()
        + (others.isEmpty() ? "" : "; after it, " + others);
  }

  /** The route's receiver, and whoever the escalation has reached: they are working on it. */
  private static Set<String> newsReaders(OpenGroup open) {
    Set<String> readers = new TreeSet<>();
    readers.add(open.route.receiver());
    if (open.round != null) {
      readers.addAll(open.round.receivers());
    }
    return readers;
  }

  /** An intent is filed under its first alert; each other one gets a record of its own. */
  private static void wentWith(OpenGroup open, List<String> news, int before) {
    Notification first =
        open.ledger.subList(before, open.ledger.size()).stream()
            .filter(n -> n.decision() == Decision.INTENDED)
            .findFirst()
            .orElse(null);
    if (first == null) {
      return;
    }
    for (String fingerprint : news) {
      if (!fingerprint.equals(first.fingerprint())) {
        open.record(
            open.members.get(fingerprint).alert(),
            Decision.GROUPED,
            0,
            "told to " + first.receiver() + " together with " + first.fingerprint());
      }
    }
  }

  /** Reminds the route's receiver of what still fires, acknowledged or not. */
  static void repeatDue(OpenGroup open) {
    if (open.noticedAt == null || open.repeatAt() > open.now) {
      return;
    }
    List<String> firing = open.which(m -> m.active() && m.news() != null);
    if (firing.isEmpty()) {
      return;
    }
    String since = Durations.brief(Duration.ofMillis(open.now - open.noticedAt));
    open.sequence++;
    open.tell(
        open.route.receiver(),
        firing,
        0,
        "repeat",
        "still firing " + since + " after the last notice");
    noticed(open);
  }
}

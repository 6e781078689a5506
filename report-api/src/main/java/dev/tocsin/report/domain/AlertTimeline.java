package dev.tocsin.report.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ledger of one alert in sentences: who was told, who was not and why, who took it, and how
 * things stood at a moment.
 */
public final class AlertTimeline {
  private AlertTimeline() {}

  /**
   * One record of the ledger.
   *
   * @param at when, epoch milliseconds
   * @param decision what was decided or what happened
   * @param sentence the same for people
   * @param receiver who is concerned, or null
   * @param channel through what, or null
   * @param notificationId the notification, or null
   */
  public record Entry(
      long at,
      Decision decision,
      String sentence,
      String receiver,
      String channel,
      String notificationId) {}

  /**
   * How things stood.
   *
   * @param at when, epoch milliseconds
   * @param told whoever had been told of the alert and not yet of its end, by {@code
   *     receiver/channel}
   * @param untold whoever was to be told, and was not yet
   * @param sentences all that in words, with the last reason why somebody was not told
   */
  public record Moment(long at, List<String> told, List<String> untold, List<String> sentences) {}

  /** The ledger's records in sentences, in their order. */
  public static List<Entry> entries(List<Notification> ledger) {
    return ledger.stream()
        .map(
            n ->
                new Entry(
                    n.at(),
                    n.decision(),
                    sentence(n),
                    n.receiver(),
                    n.channel(),
                    n.notificationId()))
        .toList();
  }

  /** A record as a sentence, without its time. */
  static String sentence(Notification n) {
    String who = n.receiver() == null ? "nobody" : n.receiver();
    String how = n.channel() == null ? "" : " by " + n.channel();
    String of = n.alertStatus() == Alert.Status.RESOLVED ? " of the end" : "";
    return switch (n.decision()) {
      case INTENDED -> who + " is to be told" + of + how + ": " + n.reason();
      case ATTEMPTED -> who + " is being told" + of + ": " + n.reason();
      case DELIVERED -> who + " was told" + of + how + ": " + n.reason();
      case FAILED -> who + " could not be told" + of + how + ": " + n.reason();
      case DELAYED -> who + " has to wait: " + n.reason();
      case GIVEN_UP -> who + " was not told" + of + how + ", and will not be: " + n.reason();
      case SUPPRESSED ->
          who + " is " + (n.receiver() == null ? "" : "not ") + "told: " + n.reason();
      case DEDUPLICATED -> "nobody is told again: " + n.reason();
      case GROUPED -> "grouped: " + n.reason();
      case CORRELATED -> "correlated: " + n.reason();
      case ESCALATED -> "escalated: " + n.reason();
      case ACKNOWLEDGED -> n.reason();
    };
  }

  /**
   * How things stood.
   *
   * @param ledger in its order
   * @param at epoch milliseconds
   */
  public static Moment at(List<Notification> ledger, long at) {
    Map<String, Notification> told = new LinkedHashMap<>();
    Map<String, Notification> open = new LinkedHashMap<>();
    Notification quiet = null;
    Notification taken = null;
    for (Notification n : ledger) {
      if (n.at() > at) {
        break;
      }
      // Whoever took it took that episode.
      taken = n.alertStatus() == Alert.Status.RESOLVED ? null : taken;
      String lane = n.receiver() + "/" + n.channel();
      switch (n.decision()) {
        case INTENDED, ATTEMPTED, FAILED, DELAYED -> open.put(n.notificationId(), n);
        case GIVEN_UP -> open.put(n.notificationId(), n);
        case DELIVERED -> {
          open.remove(n.notificationId());
          if (n.alertStatus() == Alert.Status.RESOLVED) {
            told.remove(lane);
          } else {
            told.put(lane, n);
          }
        }
        case ACKNOWLEDGED -> taken = n;
        default -> quiet = n;
      }
    }
    List<String> sentences = new ArrayList<>();
    told.values()
        .forEach(
            n ->
                sentences.add(
                    n.receiver() + " had been told by " + n.channel() + " at " + time(n.at())));
    open.values().forEach(n -> sentences.add(time(n.at()) + ": " + sentence(n)));
    if (taken != null) {
      sentences.add(time(taken.at()) + ": " + sentence(taken));
    }
    if (quiet != null) {
      sentences.add(time(quiet.at()) + ": " + sentence(quiet));
    }
    if (sentences.isEmpty()) {
      boolean known = !ledger.isEmpty() && ledger.get(0).at() <= at;
      sentences.add(
          known
              ? "whoever had been told of this alert had been told of its end"
              : "the router had decided nothing about this alert by " + time(at));
    }
    return new Moment(
        at,
        List.copyOf(told.keySet()),
        open.values().stream().map(n -> n.receiver() + "/" + n.channel()).distinct().toList(),
        sentences);
  }

  private static String time(long at) {
    return Instant.ofEpochMilli(at).truncatedTo(ChronoUnit.SECONDS).toString();
  }
}

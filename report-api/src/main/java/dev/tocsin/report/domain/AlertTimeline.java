package dev.tocsin.report.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import java.util.List;

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
   * @param fingerprint the alert
   * @param ledger in its order
   * @param at epoch milliseconds
   */
  public static Moment at(String fingerprint, List<Notification> ledger, long at) {
    AlertStanding standing = new AlertStanding(fingerprint);
    ledger.stream().takeWhile(n -> n.at() <= at).forEach(standing::note);
    return standing.moment(at);
  }
}

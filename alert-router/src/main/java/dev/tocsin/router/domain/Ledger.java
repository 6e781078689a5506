package dev.tocsin.router.domain;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Makes the ledger's records. */
public final class Ledger {
  /** Most alerts that one notification carries: 100 of at most 8 KiB each stay under 1 MiB. */
  public static final int MOST_ALERTS = 100;

  private Ledger() {}

  /** A decision about one alert, before it has a group or apart from any. */
  public static Notification decision(Alert alert, Decision decision, String reason, long at) {
    return inGroup(alert.fingerprint(), null, decision, reason, alert.status(), 0, at);
  }

  /** A decision about one alert of a group that by itself sends nothing. */
  static Notification inGroup(
      String fingerprint,
      String groupKey,
      Decision decision,
      String reason,
      Alert.Status status,
      int level,
      long at) {
    return identified(
        new Notification(
            null,
            null,
            fingerprint,
            groupKey,
            null,
            null,
            decision,
            reason,
            status,
            level,
            0,
            at,
            null,
            null,
            null,
            List.of()));
  }

  /** The decision to tell a receiver through one of its channels; also the outbox's record. */
  static Notification intent(
      String notificationId,
      String groupKey,
      String thread,
      String receiver,
      String channel,
      Telling telling,
      long at,
      List<Alert> alerts) {
    return identified(
        new Notification(
            null,
            notificationId,
            alerts.get(0).fingerprint(),
            groupKey,
            receiver,
            channel,
            Decision.INTENDED,
            telling.reason(),
            status(alerts),
            telling.level(),
            0,
            at,
            thread,
            telling.acknowledgedBy(),
            null,
            alerts));
  }

  private static Alert.Status status(List<Alert> alerts) {
    boolean over = alerts.stream().allMatch(a -> a.status() == Alert.Status.RESOLVED);
    return over ? Alert.Status.RESOLVED : Alert.Status.FIRING;
  }

  /** The receiver is not told: it is not there, or one of its channels does not want this. */
  static Notification untold(
      String groupKey,
      String receiver,
      String channel,
      String reason,
      Alert alert,
      int level,
      long at) {
    return identified(
        new Notification(
            null,
            null,
            alert.fingerprint(),
            groupKey,
            receiver,
            channel,
            Decision.SUPPRESSED,
            reason,
            alert.status(),
            level,
            0,
            at,
            null,
            null,
            null,
            List.of()));
  }

  /** What became of an attempt to carry out an intent. */
  public static Notification attempt(
      Notification intent, Decision decision, String reason, int attempt, long at) {
    return identified(
        new Notification(
            null,
            intent.notificationId(),
            intent.fingerprint(),
            intent.groupKey(),
            intent.receiver(),
            intent.channel(),
            decision,
            reason,
            intent.alertStatus(),
            intent.level(),
            attempt,
            at,
            intent.thread(),
            intent.acknowledgedBy(),
            intent.fallbackFor(),
            List.of()));
  }

  /** Identity of a notification: made of the group's state only, so a second run makes it again. */
  static String notificationId(
      String receiver, String channel, String groupKey, long epoch, int sequence, String kind) {
    return digest(receiver, channel, groupKey, epoch, sequence, kind);
  }

  /** The decision to tell another receiver of what the first one could not be told. */
  public static Notification fallback(
      Notification intent,
      String receiver,
      String channel,
      String reason,
      List<Alert> alerts,
      long at) {
    return identified(
        new Notification(
            null,
            digest(intent.notificationId(), "fallback", receiver, channel),
            alerts.get(0).fingerprint(),
            intent.groupKey(),
            receiver,
            channel,
            Decision.INTENDED,
            reason,
            status(alerts),
            intent.level(),
            0,
            at,
            intent.thread(),
            intent.acknowledgedBy(),
            intent.notificationId(),
            alerts,
            intent.unshown(),
            null));
  }

  /** Identity of one life of a group. */
  static String thread(String groupKey, long epoch) {
    return digest(groupKey, epoch);
  }

  /** With an identity that is made of all that it says. */
  private static Notification identified(Notification n) {
    String id =
        digest(
            n.notificationId(),
            n.fingerprint(),
            n.groupKey(),
            n.receiver(),
            n.channel(),
            n.decision(),
            n.reason(),
            n.level(),
            n.attempt(),
            n.at());
    return new Notification(
        id,
        n.notificationId(),
        n.fingerprint(),
        n.groupKey(),
        n.receiver(),
        n.channel(),
        n.decision(),
        n.reason(),
        n.alertStatus(),
        n.level(),
        n.attempt(),
        n.at(),
        n.thread(),
        n.acknowledgedBy(),
        n.fallbackFor(),
        n.alerts(),
        n.unshown(),
        n.alsoTold());
  }

  private static String digest(Object... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Object part : parts) {
        sha.update(String.valueOf(part).getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package dev.tocsin.router.channel;

import static dev.tocsin.router.domain.Fixtures.firing;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.Severity;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Notifications to be sent, for tests. */
public final class Intents {
  private Intents() {}

  public static Notification intent(
      String id, String receiver, String channel, String group, long at) {
    return intent(id, receiver, channel, group, at, firing("CPU", Severity.CRITICAL, at));
  }

  public static Notification intent(
      String id, String receiver, String channel, String group, long at, Alert alert) {
    return new Notification(
        "record-" + id,
        id,
        alert.fingerprint(),
        "{\"alertname\"=\"%s\",\"n\"=\"%s\",\"service\"=\"checkout\"}@ops:{}"
            .formatted(alert.name().replace("\\", "\\\\").replace("\"", "\\\""), group),
        receiver,
        channel,
        Decision.INTENDED,
        "the group's first notice",
        alert.status(),
        0,
        0,
        at,
        "thread-" + group,
        null,
        null,
        List.of(alert));
  }

  /** The same group, later: its alerts as they are then, and who has taken it, if anybody. */
  public static Notification later(String id, Notification first, String actor, Alert... alerts) {
    Alert.Status status =
        List.of(alerts).stream().allMatch(a -> a.status() == Alert.Status.RESOLVED)
            ? Alert.Status.RESOLVED
            : Alert.Status.FIRING;
    return new Notification(
        "record-" + id,
        id,
        first.fingerprint(),
        first.groupKey(),
        first.receiver(),
        first.channel(),
        Decision.INTENDED,
        actor == null ? "changes in the group" : "acknowledged by " + actor,
        status,
        0,
        0,
        first.at() + 60_000,
        first.thread(),
        actor,
        null,
        List.of(alerts));
  }

  public static ReceiverSpec webhook(String url) {
    return receiver("{\"webhook\": {\"url\": \"" + url + "\"}}");
  }

  public static ReceiverSpec mail(String... to) {
    return receiver("{\"mail\": {\"to\": [\"" + String.join("\", \"", to) + "\"]}}");
  }

  public static ReceiverSpec receiver(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), ReceiverSpec.class);
  }
}

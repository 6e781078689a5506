package dev.tocsin.router.dispatch;

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
final class Intents {
  private Intents() {}

  static Notification intent(String id, String receiver, String channel, String group, long at) {
    return intent(id, receiver, channel, group, at, firing("CPU", Severity.CRITICAL, at));
  }

  static Notification intent(
      String id, String receiver, String channel, String group, long at, Alert alert) {
    return new Notification(
        "record-" + id,
        id,
        alert.fingerprint(),
        "{\"alertname\"=\"%s\",\"n\"=\"%s\",\"service\"=\"checkout\"}@ops:{}"
            .formatted(alert.name(), group),
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

  static ReceiverSpec webhook(String url) {
    return receiver("{\"webhook\": {\"url\": \"" + url + "\"}}");
  }

  static ReceiverSpec mail(String... to) {
    return receiver("{\"mail\": {\"to\": [\"" + String.join("\", \"", to) + "\"]}}");
  }

  static ReceiverSpec receiver(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), ReceiverSpec.class);
  }
}

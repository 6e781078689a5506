package dev.tocsin.router.dispatch;

import static dev.tocsin.router.domain.Fixtures.firing;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.Severity;
import java.net.URI;
import java.util.List;

/** Notifications to be sent, for tests. */
final class Intents {
  private Intents() {}

  static Notification intent(String id, String receiver, String channel, String group, long at) {
    Alert alert = firing("CPU", Severity.CRITICAL, at);
    return new Notification(
        "record-" + id,
        id,
        alert.fingerprint(),
        "{\"alertname\"=\"CPU\",\"service\"=\"checkout\",\"n\"=\"%s\"}@ops:{}".formatted(group),
        receiver,
        channel,
        Decision.INTENDED,
        "the group's first notice",
        Alert.Status.FIRING,
        0,
        0,
        at,
        List.of(alert));
  }

  static ReceiverSpec webhook(String url) {
    return new ReceiverSpec(null, new ReceiverSpec.Webhook(URI.create(url)), null, null);
  }

  static ReceiverSpec mail(String... to) {
    return new ReceiverSpec(null, null, new ReceiverSpec.Mail(List.of(to)), null);
  }
}

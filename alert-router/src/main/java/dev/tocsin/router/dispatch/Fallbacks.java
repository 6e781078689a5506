package dev.tocsin.router.dispatch;

import dev.tocsin.events.Alert;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.ReceiverSpec.Fallback;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import dev.tocsin.events.contact.Contact;
import dev.tocsin.router.channel.Conversations;
import dev.tocsin.router.domain.Ledger;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Tells somebody else of what a receiver could not be told: once for each notification, and not for
 * one that is itself in another's place. The receiver's own attempts go on. Whoever was told of a
 * start so is told of the end when the receiver is.
 */
final class Fallbacks {
  private final Attempts attempts;
  private final Topics topics;
  private final Conversations conversations;

  Fallbacks(Attempts attempts, Topics topics, Conversations conversations) {
    this.conversations = conversations;
    this.attempts = attempts;
    this.topics = topics;
  }

  /**
   * Whether somebody else has to be told now.
   *
   * @param next when the receiver is tried again, epoch milliseconds; {@link Long#MAX_VALUE} never
   */
  boolean due(Delivery delivery, long next) {
    if (delivery.fellBack || delivery.intent().fallbackFor() != null) {
      return false;
    }
    Fallback fallback = attempts.fallback(delivery.intent());
    return fallback != null && next - delivery.intent().at() > fallback.after().toMillis();
  }

  /** The records that tell them: of the ledger and of the outbox. */
  List<ProducerRecord<String, byte[]>> records(Delivery delivery, String why, long now) {
    Notification intent = delivery.intent();
    Fallback fallback = attempts.fallback(intent);
    String reason = "in place of %s by %s: %s".formatted(intent.receiver(), intent.channel(), why);
    List<ProducerRecord<String, byte[]>> records = tell(intent, fallback.receiver(), reason, now);
    delivery.fellBack = true;
    if (intent.alertStatus() == Alert.Status.RESOLVED) {
      forget(intent, records);
    } else if (hearsOfEnds(intent)) {
      records.add(conversations.note(key(intent), Json.write(fallback.receiver())));
    }
    return records;
  }

  /** The records that tell whoever was told of the start what the receiver has just been told. */
  List<ProducerRecord<String, byte[]>> ends(Notification intent, long now) {
    byte[] told = conversations.find(key(intent));
    boolean ends = intent.alerts().stream().anyMatch(a -> a.status() == Alert.Status.RESOLVED);
    if (told == null || !ends) {
      return List.of();
    }
    String reason =
        "it was told of the start in place of %s by %s"
            .formatted(intent.receiver(), intent.channel());
    List<ProducerRecord<String, byte[]>> records =
        tell(intent, Json.read(told, String.class), reason, now);
    if (intent.alertStatus() == Alert.Status.RESOLVED) {
      forget(intent, records);
    }
    return records;
  }

  private List<ProducerRecord<String, byte[]>> tell(
      Notification intent, String receiver, String reason, long now) {
    boolean over = intent.alertStatus() == Alert.Status.RESOLVED;
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    attempts
        .contacts(receiver)
        .forEach(
            (channel, contact) -> {
              if (contact.sendResolved() || !over) {
                Notification instead = Ledger.fallback(intent, receiver, channel, reason, now);
                Topic<Notification> outbox = topics.dispatch();
                byte[] value = outbox.values().serializer().serialize(outbox.name(), instead);
                records.add(Settlement.record(topics.notifications(), instead));
                records.add(new ProducerRecord<>(outbox.name(), receiver, value));
              }
            });
    return records;
  }

  private void forget(Notification intent, List<ProducerRecord<String, byte[]>> records) {
    if (conversations.find(key(intent)) != null) {
      records.add(conversations.note(key(intent), null));
    }
  }

  private boolean hearsOfEnds(Notification intent) {
    Contact contact = attempts.contacts(intent.receiver()).get(intent.channel());
    return intent.thread() != null && contact != null && contact.sendResolved();
  }

  /** Names have no slash, so no message of Slack's is known under it. */
  private static String key(Notification intent) {
    return "instead/%s/%s/%s".formatted(intent.receiver(), intent.channel(), intent.thread());
  }

  /** What the ledger says of that. */
  String said(Delivery delivery) {
    Fallback fallback = attempts.fallback(delivery.intent());
    return attempts.contacts(fallback.receiver()).isEmpty()
        ? "; the fallback '" + fallback.receiver() + "' is not defined"
        : "; " + fallback.receiver() + " is told in its place";
  }
}

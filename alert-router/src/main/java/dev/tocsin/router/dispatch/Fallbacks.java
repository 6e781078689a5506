package dev.tocsin.router.dispatch;

import dev.tocsin.events.Notification;
import dev.tocsin.events.ReceiverSpec.Fallback;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import dev.tocsin.router.domain.Ledger;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Tells somebody else of what a receiver could not be told: once for each notification, and not for
 * one that is itself in another's place. The receiver's own attempts go on.
 */
final class Fallbacks {
  private final Attempts attempts;
  private final Topics topics;

  Fallbacks(Attempts attempts, Topics topics) {
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
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    for (String channel : attempts.channels(fallback.receiver())) {
      Notification instead = Ledger.fallback(intent, fallback.receiver(), channel, reason, now);
      Topic<Notification> outbox = topics.dispatch();
      byte[] value = outbox.values().serializer().serialize(outbox.name(), instead);
      records.add(Settlement.record(topics.notifications(), instead));
      records.add(new ProducerRecord<>(outbox.name(), instead.receiver(), value));
    }
    delivery.fellBack = true;
    return records;
  }

  /** What the ledger says of that. */
  String said(Delivery delivery) {
    Fallback fallback = attempts.fallback(delivery.intent());
    return attempts.channels(fallback.receiver()).isEmpty()
        ? "; the fallback '" + fallback.receiver() + "' is not defined"
        : "; " + fallback.receiver() + " is told in its place";
  }
}

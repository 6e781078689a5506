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
    String fallback = attempts.fallback(intent).receiver();
    String reason = "in place of %s by %s: %s".formatted(intent.receiver(), intent.channel(), why);
    Substitutes before = substitutes(intent);
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    tell(records, intent, fallback, reason, now, before::share);
    delivery.fellBack = true;
    Substitutes after = before;
    if (!records.isEmpty() && hearsOfEnds(intent)) {
      after = before.told(fallback, intent, now);
    }
    others(records, intent, before, fallback, now);
    remember(records, intent, before, after.without(Substitutes.over(intent)));
    return records;
  }

  /** The records that tell whoever was told of the start what the receiver has just been told. */
  List<ProducerRecord<String, byte[]>> ends(Notification intent, long now) {
    Substitutes before = substitutes(intent);
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    others(records, intent, before, null, now);
    remember(records, intent, before, before.without(Substitutes.over(intent)));
    return records;
  }

  /** Tells of ends whoever was told of the start, but for one who is told already. */
  private void others(
      List<ProducerRecord<String, byte[]>> records,
      Notification intent,
      Substitutes substitutes,
      String but,
      long now) {
    String reason =
        "it was told of the start in place of %s by %s"
            .formatted(intent.receiver(), intent.channel());
    substitutes.receivers().stream()
        .filter(receiver -> !receiver.equals(but))
        .forEach(receiver -> tell(records, intent, receiver, reason, now, substitutes::ends));
  }

  private void tell(
      List<ProducerRecord<String, byte[]>> records,
      Notification intent,
      String receiver,
      String reason,
      long now,
      Share share) {
    attempts
        .contacts(receiver)
        .forEach(
            (channel, contact) -> {
              List<Alert> alerts = share.of(intent, receiver, channel);
              boolean over = alerts.stream().allMatch(a -> a.status() == Alert.Status.RESOLVED);
              if (!alerts.isEmpty() && (contact.sendResolved() || !over)) {
                Notification instead =
                    Ledger.fallback(intent, receiver, channel, reason, alerts, now);
                Topic<Notification> outbox = topics.dispatch();
                byte[] value = outbox.values().serializer().serialize(outbox.name(), instead);
                records.add(Settlement.record(topics.notifications(), instead));
                records.add(new ProducerRecord<>(outbox.name(), receiver, value));
              }
            });
  }

  /** What of an intent somebody is told over a channel of theirs. */
  @FunctionalInterface
  private interface Share {
    List<Alert> of(Notification intent, String receiver, String channel);
  }

  private Substitutes substitutes(Notification intent) {
    byte[] known = conversations.find(key(intent));
    return known == null ? Substitutes.NONE : Json.read(known, Substitutes.class);
  }

  private void remember(
      List<ProducerRecord<String, byte[]>> records,
      Notification intent,
      Substitutes before,
      Substitutes after) {
    if (!after.equals(before)) {
      byte[] value = after.receivers().isEmpty() ? null : Json.write(after);
      records.add(conversations.note(key(intent), value));
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

  /**
   * What the ledger says of that.
   *
   * @param told whether somebody is told by it
   */
  String said(Delivery delivery, boolean told) {
    String fallback = attempts.fallback(delivery.intent()).receiver();
    if (attempts.contacts(fallback).isEmpty()) {
      return "; the fallback '" + fallback + "' is not defined";
    }
    return "; " + fallback + (told ? " is told in its place" : " is told of it anyway");
  }
}

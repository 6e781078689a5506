package dev.tocsin.router.dispatch;

import dev.tocsin.events.Notification;
import org.apache.kafka.common.TopicPartition;

/** One record of the outbox on its way. It belongs to the dispatcher's thread. */
final class Delivery {
  final TopicPartition partition;
  final long offset;

  /** How many alerts it carries: what it costs of the heap. */
  final int weight;

  /** What is to be sent; without its alerts while it waits far back in a long queue. */
  private Notification intent;

  /** Attempts so far, those before a restart included. */
  int attempts;

  /** Why the last attempt failed, or null. */
  String failure;

  /** Whether it waits for the receiver's breaker, and the ledger knows. */
  boolean delayed;

  /** Whether the receiver's fallback was told in its place. */
  boolean fellBack;

  /** Whether an attempt began of which nobody knows how it ended. */
  boolean uncertain;

  /** Whether its partition was taken away: another instance carries it out now. */
  boolean dropped;

  Delivery(TopicPartition partition, long offset, Notification intent, int attempts) {
    this.partition = partition;
    this.offset = offset;
    this.intent = intent;
    this.weight = intent.alerts().size();
    this.attempts = attempts;
  }

  Notification intent() {
    return intent;
  }

  /** Lets go of the alerts; the outbox still has them. */
  void shed() {
    intent = intent.withoutAlerts();
  }

  boolean isShed() {
    return intent.alerts().isEmpty();
  }

  /** Takes the alerts back, as read from the outbox again. */
  void restore(Notification whole) {
    intent = whole;
  }

  /** The queue it waits in. */
  String lane() {
    return intent.receiver() + "/" + intent.channel();
  }
}

package dev.tocsin.router.dispatch;

import dev.tocsin.events.Notification;
import org.apache.kafka.common.TopicPartition;

/** One record of the outbox on its way. It belongs to the dispatcher's thread. */
final class Delivery {
  final TopicPartition partition;
  final long offset;
  final Notification intent;

  /** Attempts so far, those before a restart included. */
  int attempts;

  /** Why the last attempt failed, or null. */
  String failure;

  /** Whether its partition was taken away: another instance carries it out now. */
  boolean dropped;

  Delivery(TopicPartition partition, long offset, Notification intent, int attempts) {
    this.partition = partition;
    this.offset = offset;
    this.intent = intent;
    this.attempts = attempts;
  }

  /** The queue it waits in. */
  String lane() {
    return intent.receiver() + "/" + intent.channel();
  }
}

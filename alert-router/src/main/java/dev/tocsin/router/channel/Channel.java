package dev.tocsin.router.channel;

import dev.tocsin.events.Notification;
import dev.tocsin.events.ReceiverSpec;
import java.util.concurrent.CompletionStage;

/** A way to reach a receiver. */
public interface Channel {
  /**
   * Makes one attempt, without blocking the caller. The notification's id is the receiver's
   * idempotency key.
   *
   * @return the outcome; an exceptional completion counts as transient
   */
  CompletionStage<Outcome> send(Notification intent, ReceiverSpec receiver);
}

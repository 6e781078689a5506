package dev.tocsin.router.dispatch;

import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.Definitions;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Notification.Decision;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.ReceiverSpec.Fallback;
import dev.tocsin.events.Topic;
import dev.tocsin.events.contact.Contact;
import dev.tocsin.events.egress.MissingSecretException;
import dev.tocsin.router.channel.Channel;
import dev.tocsin.router.channel.Outcome;
import dev.tocsin.router.domain.Ledger;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Begins attempts, each after the ledger has it; their outcomes come back through a queue. */
final class Attempts {
  /** Any channel has its own, shorter deadline; this one is for a channel that forgot. */
  private static final long LAST_DEADLINE_SECONDS = 60;

  private final KafkaProducer<String, byte[]> producer;
  private final Topic<Notification> ledger;
  private final Supplier<Definitions> definitions;
  private final Map<String, Channel> channels;
  private final Clock clock;
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

  Attempts(
      KafkaProducer<String, byte[]> producer,
      Topic<Notification> ledger,
      Supplier<Definitions> definitions,
      Map<String, Channel> channels,
      Clock clock) {
    this.producer = producer;
    this.ledger = ledger;
    this.definitions = definitions;
    this.channels = channels;
    this.clock = clock;
  }

  /** Attempts that have ended since the last look. */
  BlockingQueue<Ended> ended() {
    return ended;
  }

  /** Begins the delivery's next attempt. */
  void begin(Delivery delivery) {
    delivery.attempts++;
    Notification entry =
        Ledger.attempt(
            delivery.intent(),
            Decision.ATTEMPTED,
            "attempt "
                + delivery.attempts
                + " by "
                + delivery.intent().channel()
                + (delivery.uncertain ? "; nobody knows what became of the last one" : ""),
            delivery.attempts,
            clock.millis());
    producer.send(
        Settlement.record(ledger, entry),
        (metadata, failure) -> {
          if (failure == null) {
            send(delivery);
          } else {
            String reason = "the ledger cannot take the attempt: " + failure.getMessage();
            ended.add(new Ended(delivery, new Outcome.Transient(reason, null)));
          }
        });
  }

  /** Who is told instead of an intent's receiver, or null. */
  Fallback fallback(Notification intent) {
    return definitions
        .get()
        .find(DefinitionKind.RECEIVER, intent.receiver(), ReceiverSpec.class)
        .map(declared -> declared.spec().fallback())
        .orElse(null);
  }

  /** A receiver's contacts, by channel. */
  Map<String, Contact> contacts(String receiver) {
    return definitions
        .get()
        .find(DefinitionKind.RECEIVER, receiver, ReceiverSpec.class)
        .map(declared -> declared.spec().contacts())
        .orElse(Map.of());
  }

  private void send(Delivery delivery) {
    try {
      attempt(delivery.intent())
          .toCompletableFuture()
          .orTimeout(LAST_DEADLINE_SECONDS, TimeUnit.SECONDS)
          .whenComplete(
              (outcome, failure) ->
                  ended.add(
                      new Ended(
                          delivery,
                          failure == null
                              ? outcome
                              : new Outcome.Transient(String.valueOf(failure), null))));
    } catch (MissingSecretException e) {
      ended.add(new Ended(delivery, new Outcome.Transient(e.getMessage(), null)));
    } catch (RuntimeException e) {
      // A channel that breaks must not take the producer's thread, nor the other receivers, along.
      ended.add(new Ended(delivery, new Outcome.Transient("cannot be sent: " + e, null)));
    }
  }

  private CompletionStage<Outcome> attempt(Notification intent) {
    Optional<ReceiverSpec> receiver =
        definitions
            .get()
            .find(DefinitionKind.RECEIVER, intent.receiver(), ReceiverSpec.class)
            .map(Definitions.Declared::spec)
            .filter(spec -> spec.contacts().containsKey(intent.channel()));
    Channel channel = channels.get(ReceiverSpec.kind(intent.channel()));
    if (receiver.isEmpty() || channel == null) {
      String reason =
          "receiver '" + intent.receiver() + "' has no channel '" + intent.channel() + "' any more";
      return CompletableFuture.completedFuture(new Outcome.Permanent(reason));
    }
    return channel.send(intent, receiver.get());
  }

  /** An attempt that has ended. */
  record Ended(Delivery delivery, Outcome outcome) {}
}

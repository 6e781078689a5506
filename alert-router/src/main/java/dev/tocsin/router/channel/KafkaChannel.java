package dev.tocsin.router.channel;

import dev.tocsin.events.Notification;
import dev.tocsin.events.Page;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.Topics;
import dev.tocsin.events.contact.KafkaTopic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Puts pages on a topic, in the transaction that says so in the ledger: exactly once. */
public final class KafkaChannel implements Channel {
  /** The notification's id, for whoever reads several topics. */
  public static final String ID_HEADER = "tocsin.notification-id";

  private final Admin admin;
  private final Topics topics;
  private final Pages pages;
  private final Set<String> own;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  public KafkaChannel(Admin admin, Topics topics, Pages pages) {
    this.pages = pages;
    this.admin = admin;
    this.topics = topics;
    this.own =
        topics.all().stream()
            .map(topic -> topic.name())
            .filter(name -> !name.equals(topics.pages().name()))
            .collect(Collectors.toSet());
  }

  @Override
  public CompletionStage<Outcome> send(Notification intent, ReceiverSpec receiver) {
    String topic = receiver.contact(intent.channel(), KafkaTopic.class).topic();
    if (own.contains(topic)) {
      return CompletableFuture.completedFuture(
          new Outcome.Permanent("topic " + topic + " is one of Tocsin's own"));
    }
    if (known.contains(topic)) {
      return CompletableFuture.completedFuture(delivered(intent, topic));
    }
    // A producer that meets an unknown topic blocks, and everybody else's deliveries with it.
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .toCompletionStage()
        .handle(
            (description, failure) -> {
              if (failure == null) {
                known.add(topic);
                return delivered(intent, topic);
              }
              return unknown(failure)
                  ? new Outcome.Transient("topic " + topic + " does not exist", null)
                  : new Outcome.Transient("topic " + topic + ": " + failure.getMessage(), null);
            });
  }

  private static boolean unknown(Throwable failure) {
    return failure instanceof UnknownTopicOrPartitionException
        || failure.getCause() instanceof UnknownTopicOrPartitionException;
  }

  private Outcome delivered(Notification intent, String topic) {
    Page page = pages.of(intent);
    byte[] value = topics.pages().values().serializer().serialize(topic, page);
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, intent.groupKey(), value);
    record.headers().add(ID_HEADER, intent.notificationId().getBytes(StandardCharsets.UTF_8));
    return new Outcome.Delivered("written to topic " + topic, record);
  }
}

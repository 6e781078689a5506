package dev.tocsin.report.command;

import dev.tocsin.events.AuditEntry;
import dev.tocsin.events.Command;
import dev.tocsin.events.Definition;
import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Hands people's changes to Kafka and returns when it has them; each leaves a line in the audit.
 * Blocking.
 */
@Singleton
public class ChangeLog {
  private final Producer<String, byte[]> producer;
  private final Topics topics;

  ChangeLog(Producer<String, byte[]> producer, Topics topics) {
    this.producer = producer;
    this.topics = topics;
  }

  /** What somebody wants done about an alert, or about an entity that the anomaly scorer scores. */
  public void command(Command command) {
    send(topics.commands(), command.target(), Json.write(command));
    commanded(command);
  }

  /** What somebody wanted done, that another service has handed to Kafka. */
  public void commanded(Command command) {
    audit(
        command.actor(),
        command.action().name().toLowerCase(Locale.ROOT),
        kind(command.action()) + "/" + command.target(),
        command.at(),
        command.reason());
  }

  private static String kind(Command.Action action) {
    return switch (action) {
      case MISSED, TRAIN, PROMOTE, ROLLBACK -> "entity";
      default -> "alert";
    };
  }

  /**
   * A notification that was given up, intended anew: the outbox has it before the ledger, so that
   * what fails in between can be asked for again.
   */
  public void redeliver(Notification intent, String actor) {
    send(topics.dispatch(), intent.receiver(), Json.write(intent));
    send(topics.notifications(), intent.fingerprint(), Json.write(intent));
    audit(
        actor,
        "redeliver",
        "notification/" + intent.notificationId(),
        intent.at(),
        intent.reason());
  }

  /** A definition's new version. */
  RecordMetadata declare(Definition definition, String actor, String action, long at) {
    RecordMetadata written = send(topics.definitions(), definition.key(), Json.write(definition));
    audit(actor, action, definition.key(), at, "version " + definition.version());
    return written;
  }

  /** A definition's end. */
  RecordMetadata withdraw(Definition last, String actor, long at) {
    RecordMetadata written = send(topics.definitions(), last.key(), null);
    audit(actor, "delete", last.key(), at, "last version " + last.version());
    return written;
  }

  private void audit(String actor, String action, String target, long at, String detail) {
    send(topics.audit(), actor, Json.write(new AuditEntry(actor, action, target, at, detail)));
  }

  private RecordMetadata send(Topic<?> topic, String key, byte[] value) {
    try {
      return producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    } catch (ExecutionException e) {
      throw new KafkaException("not written to " + topic.name(), e.getCause());
    }
  }
}

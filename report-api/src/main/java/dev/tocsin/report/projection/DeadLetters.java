package dev.tocsin.report.projection;

import dev.tocsin.events.DeadLetter;
import dev.tocsin.events.Topic;
import dev.tocsin.report.projection.Source.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Where refused records go. */
final class DeadLetters {
  private final Producer<String, byte[]> producer;
  private final Topic<byte[]> topic;

  DeadLetters(Producer<String, byte[]> producer, Topic<byte[]> topic) {
    this.producer = producer;
    this.topic = topic;
  }

  /** Returns when Kafka has them all. */
  void send(List<Refused> refused) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Refused each : refused) {
      ConsumerRecord<String, byte[]> record = each.origin().record();
      DeadLetter letter =
          new DeadLetter(
              record.topic(),
              record.partition(),
              record.offset(),
              each.position(),
              each.rejected());
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  topic.name(), null, record.key(), record.value(), letter.headers())));
    }
    try {
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while dead letters were sent", e);
    } catch (ExecutionException e) {
      throw new KafkaException("dead letters could not be sent", e.getCause());
    }
  }
}

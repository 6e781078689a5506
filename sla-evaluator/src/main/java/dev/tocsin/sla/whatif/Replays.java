package dev.tocsin.sla.whatif;

import dev.tocsin.events.Topic;
import dev.tocsin.events.Topics;
import dev.tocsin.events.Verdict;
import dev.tocsin.events.Violation;
import dev.tocsin.sla.domain.Violations;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Publishes a history under another definition beside the one that was live: final verdicts and
 * violations under a name of their own, and no alerts, because nobody may be paged by the past. All
 * of it or nothing: one transaction.
 *
 * <p>The name follows from the definition, so the same replay again says the same under the same
 * keys and revisions, and changes nothing for whoever keeps the highest revision.
 */
public final class Replays {
  private final Topics topics;
  private final Supplier<Producer<String, byte[]>> producers;

  /**
   * @param producers makes a transactional producer
   */
  public Replays(Topics topics, Supplier<Producer<String, byte[]>> producers) {
    this.topics = topics;
    this.producers = producers;
  }

  /**
   * Publishes what the retrial says.
   *
   * @param retrial given a witness of its verdicts, returns its findings
   * @param asOf when the history ends: what still goes on then ends with it
   * @throws RefusedException when Kafka does not take it; then nothing is published
   */
  synchronized List<Finding> publish(
      Function<Consumer<Verdict>, List<Finding>> retrial, long asOf) {
    try (Producer<String, byte[]> producer = producers.get()) {
      producer.initTransactions();
      producer.beginTransaction();
      try {
        List<Finding> findings =
            retrial.apply(
                verdict ->
                    send(
                        producer,
                        topics.verdicts(),
                        verdict.objective() + "/" + verdict.service(),
                        verdict));
        findings.stream()
            .flatMap(finding -> finding.violations().stream())
            .forEach(
                each -> send(producer, topics.violations(), each.objective(), end(each, asOf)));
        producer.commitTransaction();
        return findings;
      } catch (RuntimeException e) {
        producer.abortTransaction();
        throw e;
      }
    } catch (KafkaException e) {
      RefusedException refused =
          new RefusedException(RefusedException.Kind.NOT_NOW, "Kafka does not take the replay now");
      refused.initCause(e);
      throw refused;
    }
  }

  private static Violation end(Violation violation, long asOf) {
    return violation.ended() != null
        ? violation
        : Violations.ended(violation, Math.max(asOf, violation.began()), violation.verdict());
  }

  private static <V> void send(
      Producer<String, byte[]> producer, Topic<V> topic, String key, V value) {
    producer.send(
        new ProducerRecord<>(
            topic.name(), key, topic.values().serializer().serialize(topic.name(), value)));
  }
}

package dev.tocsin.router.channel;

import dev.tocsin.events.egress.Answer;
import dev.tocsin.events.egress.Reply;
import dev.tocsin.events.egress.Unanswered;
import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** How an attempt ended. */
public sealed interface Outcome {
  /** One sentence for the ledger. */
  String reason();

  /** What a reply means where the receiver has no rules of its own. */
  static Outcome usual(Reply reply) {
    return of(reply, Outcome::byStatus);
  }

  /** What an answer means by its status alone. */
  static Outcome byStatus(Answer answer) {
    if (answer.accepted()) {
      return new Delivered(answer.said(), null);
    }
    return answer.later()
        ? new Transient(answer.said(), answer.retryAfter())
        : new Permanent(answer.said());
  }

  /**
   * What a reply means.
   *
   * @param rule what an answer means; it is not asked when there is none
   */
  static Outcome of(Reply reply, Function<Answer, Outcome> rule) {
    if (reply instanceof Answer answer) {
      return rule.apply(answer);
    }
    Unanswered none = (Unanswered) reply;
    return none.forEver() ? new Permanent(none.reason()) : new Transient(none.reason(), null);
  }

  /**
   * The receiver has it.
   *
   * @param record a record that belongs to the same transaction as this outcome, or null
   */
  record Delivered(String reason, ProducerRecord<String, byte[]> record) implements Outcome {}

  /**
   * It may work later.
   *
   * @param retryAfter the receiver's own wish, or null
   */
  record Transient(String reason, Duration retryAfter) implements Outcome {}

  /** It will never work. */
  record Permanent(String reason) implements Outcome {}
}

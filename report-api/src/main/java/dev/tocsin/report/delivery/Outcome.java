package dev.tocsin.report.delivery;

import dev.tocsin.events.egress.Answer;
import dev.tocsin.events.egress.Reply;
import dev.tocsin.events.egress.Unanswered;

/** What came of an attempt to send a report. */
sealed interface Outcome {
  /** What is known about it, in words. */
  String said();

  /** What a reply to a report means. */
  static Outcome of(Reply reply) {
    if (reply instanceof Answer answer) {
      return answer.accepted()
          ? new Delivered(answer.said())
          : answer.later() ? new Later(answer.said()) : new Never(answer.said());
    }
    Unanswered none = (Unanswered) reply;
    return none.forEver() ? new Never(none.reason()) : new Later(none.reason());
  }

  /** The receiver has it. */
  record Delivered(String said) implements Outcome {}

  /** It may work later. */
  record Later(String said) implements Outcome {}

  /** It never will, as it is declared. */
  record Never(String said) implements Outcome {}
}

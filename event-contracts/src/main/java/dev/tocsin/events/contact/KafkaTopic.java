package dev.tocsin.events.contact;

import dev.tocsin.events.InvalidFieldException;

/**
 * A topic on the same broker.
 *
 * @param topic its full name; it must exist
 */
public record KafkaTopic(String topic, Boolean sendResolved) implements Contact {
  public KafkaTopic {
    if (topic == null || !topic.matches("[a-zA-Z0-9._-]{1,249}")) {
      throw new InvalidFieldException(
          "topic", "is required: 1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'");
    }
    sendResolved = Contact.unlessSaid(sendResolved);
  }
}

package dev.tocsin.events;

import java.net.URI;
import java.util.List;

/**
 * Somebody who can be told. Every channel that is given is used.
 *
 * @param title what people call them, or null
 * @param webhook an HTTP endpoint, or null
 * @param mail mail addresses, or null
 * @param kafka a topic, or null
 */
public record ReceiverSpec(String title, Webhook webhook, Mail mail, KafkaTopic kafka) {

  public ReceiverSpec {
    if (webhook == null && mail == null && kafka == null) {
      throw new InvalidFieldException("webhook", "is required unless mail or kafka is given");
    }
  }

  /**
   * An HTTP endpoint that takes a JSON document.
   *
   * @param url http or https
   */
  public record Webhook(URI url) {
    public Webhook {
      if (url == null
          || url.getHost() == null
          || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        throw new InvalidFieldException("url", "is required: an http or https address");
      }
    }
  }

  /**
   * Mail addresses.
   *
   * @param to at least one
   */
  public record Mail(List<String> to) {
    public Mail {
      if (to == null
          || to.isEmpty()
          || !to.stream().allMatch(a -> a != null && a.matches("[^@\\s]+@[^@\\s]+"))) {
        throw new InvalidFieldException("to", "is required: a list of mail addresses");
      }
      to = List.copyOf(to);
    }
  }

  /**
   * A topic on the same broker.
   *
   * @param topic its full name; it must exist
   */
  public record KafkaTopic(String topic) {
    public KafkaTopic {
      if (topic == null || !topic.matches("[a-zA-Z0-9._-]{1,249}")) {
        throw new InvalidFieldException(
            "topic", "is required: 1 to 249 of the characters a-z, A-Z, 0-9, '.', '_' and '-'");
      }
    }
  }
}

package dev.tocsin.events;

import dev.tocsin.events.contact.Contact;
import dev.tocsin.events.contact.Contacts;
import dev.tocsin.events.contact.Dashboard;
import dev.tocsin.events.contact.KafkaTopic;
import dev.tocsin.events.contact.Mail;
import dev.tocsin.events.contact.PagerDuty;
import dev.tocsin.events.contact.Slack;
import dev.tocsin.events.contact.Sms;
import dev.tocsin.events.contact.Sns;
import dev.tocsin.events.contact.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Somebody who can be told. Every channel that is given is used.
 *
 * @param title what people call them, or null
 * @param kafka a topic, or null
 * @param webhook an HTTP endpoint, or null
 * @param mail mail addresses, or null
 * @param slack a Slack channel, or null
 * @param pagerduty a PagerDuty integration, or null
 * @param sns an SNS topic, endpoint or telephone, or null
 * @param sms telephones behind a gateway, or null
 * @param dashboard whoever looks at the dashboard, or null
 * @param also further ones, where one of a kind is not enough
 * @param fallback who is told instead when a channel does not work, or null
 * @param templates what it is told, where that is not the default
 * @param origin the kind of file that it is of, {@link Origin}; or null
 */
public record ReceiverSpec(
    String title,
    KafkaTopic kafka,
    Webhook webhook,
    Mail mail,
    Slack slack,
    PagerDuty pagerduty,
    Sns sns,
    Sms sms,
    Dashboard dashboard,
    List<Contacts> also,
    Fallback fallback,
    Templates templates,
    Origin origin) {

  public ReceiverSpec {
    if (Stream.of(kafka, webhook, mail, slack, pagerduty, sns, sms, dashboard)
        .allMatch(contact -> contact == null)) {
      throw new InvalidFieldException(
          "webhook",
          "is required unless kafka, mail, slack, pagerduty, sns, sms or dashboard is given");
    }
    also = Lists.orEmpty("also", also);
    templates = templates == null ? Templates.DEFAULT : templates;
  }

  /**
   * The channels that are given, by their names: a further one of a kind is called after its
   * number, {@code slack-2}.
   */
  public Map<String, Contact> contacts() {
    Map<String, Contact> contacts = Contacts.all(kafka, webhook, mail, slack, pagerduty, sns, sms);
    if (dashboard != null) {
      contacts.put("dashboard", dashboard);
    }
    for (Contacts each : also) {
      each.all()
          .forEach(
              (kind, contact) -> {
                String name = kind;
                for (int number = 2; contacts.containsKey(name); number++) {
                  name = kind + "-" + number;
                }
                contacts.put(name, contact);
              });
    }
    return contacts;
  }

  /** The contact of that name, which must be there and of that type. */
  public <C extends Contact> C contact(String name, Class<C> type) {
    return type.cast(Objects.requireNonNull(contacts().get(name), name));
  }

  /** The kind of a channel: without its number. */
  public static String kind(String channel) {
    int number = channel.indexOf('-');
    return number < 0 ? channel : channel.substring(0, number);
  }

  /**
   * Who is told instead.
   *
   * @param receiver another receiver's name; its own fallback is not asked
   * @param after how long after it was intended a notification that was not delivered goes there
   *     too; at once when it is given up
   */
  public record Fallback(String receiver, Duration after) {
    public Fallback {
      if (receiver == null || receiver.isBlank()) {
        throw new InvalidFieldException("receiver", "is required: another receiver's name");
      }
      after = after == null ? Duration.ofMinutes(5) : after;
    }
  }

  /**
   * Templates in the language of Qute; null is the default.
   *
   * @param title one line: a mail's subject, Slack's header, PagerDuty's summary, a short message
   * @param text plain text: mail, Slack, SNS
   * @param html mail's HTML part
   */
  public record Templates(String title, String text, String html) {
    /** As long as a template may be, in characters. */
    public static final int LONGEST = 16_384;

    static final Templates DEFAULT = new Templates(null, null, null);

    public Templates {
      check("title", title);
      check("text", text);
      check("html", html);
    }

    private static void check(String field, String template) {
      if (template != null && template.length() > LONGEST) {
        throw new InvalidFieldException(field, "must be at most " + LONGEST + " characters");
      }
    }
  }
}

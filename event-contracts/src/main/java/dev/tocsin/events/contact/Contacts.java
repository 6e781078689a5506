package dev.tocsin.events.contact;

import dev.tocsin.events.InvalidFieldException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ways to reach somebody, at most one of each kind, and at least one.
 *
 * @param kafka a topic, or null
 * @param webhook an HTTP endpoint, or null
 * @param mail mail addresses, or null
 * @param slack a Slack channel, or null
 * @param pagerduty a PagerDuty integration, or null
 * @param sns an SNS topic, endpoint or telephone, or null
 * @param sms telephones behind a gateway, or null
 */
public record Contacts(
    KafkaTopic kafka,
    Webhook webhook,
    Mail mail,
    Slack slack,
    PagerDuty pagerduty,
    Sns sns,
    Sms sms) {

  public Contacts {
    if (all(kafka, webhook, mail, slack, pagerduty, sns, sms).isEmpty()) {
      throw new InvalidFieldException(
          "webhook", "is required unless kafka, mail, slack, pagerduty, sns or sms is given");
    }
  }

  /** Those that are given, by the names of their channels. */
  public Map<String, Contact> all() {
    return all(kafka, webhook, mail, slack, pagerduty, sns, sms);
  }

  /** Those that are not null, by the names of their channels. */
  public static Map<String, Contact> all(
      KafkaTopic kafka,
      Webhook webhook,
      Mail mail,
      Slack slack,
      PagerDuty pagerduty,
      Sns sns,
      Sms sms) {
    Map<String, Contact> contacts = new LinkedHashMap<>();
    contacts.put("kafka", kafka);
    contacts.put("webhook", webhook);
    contacts.put("mail", mail);
    contacts.put("slack", slack);
    contacts.put("pagerduty", pagerduty);
    contacts.put("sns", sns);
    contacts.put("sms", sms);
    contacts.values().removeIf(contact -> contact == null);
    return contacts;
  }
}

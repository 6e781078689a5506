package dev.tocsin.events.contact;

import dev.tocsin.events.InvalidFieldException;
import java.net.URI;
import java.util.List;

/**
 * Short messages through any gateway that speaks HTTP.
 *
 * @param url the gateway
 * @param to telephone numbers; each gets a request of its own
 * @param body the request's body, a template in which {@code {to}} and {@code {text}} stand for
 *     number and message, escaped as the content type asks for
 * @param contentType {@code application/x-www-form-urlencoded} or {@code application/json}
 * @param authorization what the header {@code Authorization} says, or null
 */
public record Sms(
    URI url,
    List<String> to,
    String body,
    String contentType,
    Authorization authorization,
    Boolean sendResolved)
    implements Contact {
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  public Sms {
    Contact.required("url", Contact.address("url", url), "the gateway's http or https address");
    if (to == null || to.isEmpty() || !to.stream().allMatch(Sms::isNumber)) {
      throw new InvalidFieldException("to", "is required: a list of numbers such as +14155550100");
    }
    to = List.copyOf(to);
    Contact.required("body", body, "a template with {to} and {text}");
    contentType = contentType == null ? FORM : contentType;
    if (!contentType.equals(FORM) && !contentType.equals(JSON)) {
      throw new InvalidFieldException("contentType", "must be " + FORM + " or " + JSON);
    }
    sendResolved = Contact.unlessSaid(sendResolved);
  }

  private static boolean isNumber(String number) {
    return number != null && number.matches("\\+?\\d{3,15}");
  }
}

package dev.tocsin.events.contact;

import dev.tocsin.events.InvalidFieldException;
import java.net.URI;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An HTTP endpoint that takes Alertmanager's webhook payload, version 4.
 *
 * @param url http or https
 * @param urlFrom where the address is found when it is a secret itself, instead of {@code url}
 * @param signing the key of the HMAC-SHA256 signature, or null for none
 * @param authorization what the header {@code Authorization} says, or null
 * @param headers further headers
 * @param maxAlerts most alerts of one payload, the rest is counted in {@code truncatedAlerts}; 0 is
 *     all
 */
public record Webhook(
    URI url,
    Secret urlFrom,
    Secret signing,
    Authorization authorization,
    Map<String, String> headers,
    Integer maxAlerts,
    Boolean sendResolved)
    implements Contact {
  private static final Set<String> OURS =
      Set.of("host", "content-length", "content-type", "transfer-encoding", "authorization");

  public Webhook {
    Contact.address("url", url);
    if ((url == null) == (urlFrom == null)) {
      throw new InvalidFieldException(
          "url", "is required: an http or https address, or urlFrom: " + Secret.FORM);
    }
    headers = headers == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(headers));
    headers.forEach(Webhook::check);
    maxAlerts = maxAlerts == null ? 0 : maxAlerts;
    if (maxAlerts < 0) {
      throw new InvalidFieldException("maxAlerts", "must be 0, which is all, or more");
    }
    sendResolved = Contact.unlessSaid(sendResolved);
  }

  private static void check(String name, String value) {
    if (!name.matches("[A-Za-z0-9-]{1,64}") || OURS.contains(name.toLowerCase(Locale.ROOT))) {
      throw new InvalidFieldException(
          "headers." + name, "must be a header's name, and none of " + String.join(", ", OURS));
    }
    if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new InvalidFieldException("headers." + name, "must be printable ASCII");
    }
  }
}

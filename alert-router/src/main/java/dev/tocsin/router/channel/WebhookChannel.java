package dev.tocsin.router.channel;

import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.contact.Contact;
import dev.tocsin.events.contact.Webhook;
import dev.tocsin.events.egress.MissingSecretException;
import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.events.egress.WebhookSignature;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** Posts pages, in the form of Alertmanager's webhook payload. */
public record WebhookChannel(Requests requests, Secrets secrets, Pages pages, Clock clock)
    implements Channel {
  static final String ID_HEADER = "Idempotency-Key";

  @Override
  public CompletionStage<Outcome> send(Notification intent, ReceiverSpec receiver) {
    Webhook webhook = receiver.contact(intent.channel(), Webhook.class);
    byte[] body = Json.write(pages.of(intent).most(webhook.maxAlerts()));
    Map<String, String> headers = new TreeMap<>(webhook.headers());
    headers.put("Content-Type", "application/json");
    headers.put(ID_HEADER, intent.notificationId());
    if (webhook.authorization() != null) {
      headers.put("Authorization", secrets.header(webhook.authorization()));
    }
    if (webhook.signing() != null) {
      String key = secrets.find(webhook.signing());
      headers.putAll(WebhookSignature.headers(key, clock.instant(), body));
    }
    URI target = webhook.url() == null ? address(webhook) : webhook.url();
    return requests.post(target, headers, body).thenApply(Outcome::usual);
  }

  private URI address(Webhook webhook) {
    return address(secrets.find(webhook.urlFrom()));
  }

  /** A secret that has to be an address; what it is is told to nobody. */
  static URI address(String secret) {
    try {
      return Contact.address("url", URI.create(secret));
    } catch (IllegalArgumentException e) {
      throw new MissingSecretException("it is not an http or https address");
    }
  }
}

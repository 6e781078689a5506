package dev.tocsin.router.channel;

import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.contact.Contact;
import dev.tocsin.events.contact.Webhook;
import dev.tocsin.router.egress.AwsSignature;
import dev.tocsin.router.egress.MissingSecretException;
import dev.tocsin.router.egress.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** Posts pages, in the form of Alertmanager's webhook payload. */
public final class WebhookChannel implements Channel {
  static final String ID_HEADER = "Idempotency-Key";
  static final String TIME_HEADER = "X-Tocsin-Timestamp";
  static final String SIGNATURE_HEADER = "X-Tocsin-Signature";

  private final Requests requests;
  private final Secrets secrets;
  private final Pages pages;
  private final Clock clock;

  public WebhookChannel(Requests requests, Secrets secrets, Pages pages, Clock clock) {
    this.requests = requests;
    this.secrets = secrets;
    this.pages = pages;
    this.clock = clock;
  }

  @Override
  public CompletionStage<Outcome> send(Notification intent, ReceiverSpec receiver) {
    Webhook webhook = receiver.webhook();
    byte[] body = Json.write(pages.of(intent).most(webhook.maxAlerts()));
    Map<String, String> headers = new TreeMap<>(webhook.headers());
    headers.put("Content-Type", "application/json");
    headers.put(ID_HEADER, intent.notificationId());
    if (webhook.authorization() != null) {
      headers.put("Authorization", secrets.find(webhook.authorization()));
    }
    if (webhook.signing() != null) {
      String time = String.valueOf(clock.instant().getEpochSecond());
      headers.put(TIME_HEADER, time);
      headers.put(SIGNATURE_HEADER, signature(secrets.find(webhook.signing()), time, body));
    }
    URI target = webhook.url() == null ? address(webhook) : webhook.url();
    return requests.post(target, headers, body, Requests::usual);
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

  /** Hexadecimal digits of the HMAC-SHA256 of time, a dot, and body. */
  private static String signature(String key, String time, byte[] body) {
    byte[] prefix = (time + ".").getBytes(StandardCharsets.UTF_8);
    byte[] signed = new byte[prefix.length + body.length];
    System.arraycopy(prefix, 0, signed, 0, prefix.length);
    System.arraycopy(body, 0, signed, prefix.length, body.length);
    byte[] mac = AwsSignature.hmac(key.getBytes(StandardCharsets.UTF_8), signed);
    return "v1=" + HexFormat.of().formatHex(mac);
  }
}

package dev.tocsin.router.channel;

import dev.tocsin.events.Notification;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.contact.Sms;
import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.router.text.Escape;
import dev.tocsin.router.text.PageText;
import dev.tocsin.router.text.TemplateFailedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Short messages through a gateway, number after number, each under an id of its own. When one
 * fails the attempt has failed, and the next one begins with the first number again.
 */
public record SmsChannel(Requests requests, Secrets secrets, Pages pages, PageText text)
    implements Channel {
  /** Ten messages of 160 characters in a row. */
  private static final int LONGEST = 1_600;

  @Override
  public CompletionStage<Outcome> send(Notification intent, ReceiverSpec receiver) {
    String message = PageText.cut(text.title(receiver.templates(), pages.of(intent)), LONGEST);
    CompletionStage<Outcome> outcome =
        CompletableFuture.completedFuture(new Outcome.Delivered("nobody", null));
    Sms sms = receiver.contact(intent.channel(), Sms.class);
    List<String> numbers = sms.to();
    for (int i = 0; i < numbers.size(); i++) {
      int index = i;
      outcome =
          outcome.thenCompose(
              before ->
                  before instanceof Outcome.Delivered
                      ? one(sms, numbers.get(index), message, intent, index)
                      : CompletableFuture.completedFuture(before));
    }
    return outcome;
  }

  private CompletionStage<Outcome> one(
      Sms sms, String number, String message, Notification intent, int index) {
    Escape escape = sms.contentType().equals("application/json") ? Escape.JSON : Escape.FORM;
    String body;
    try {
      body = text.body(sms.body(), Map.of("to", number, "text", message), escape);
    } catch (TemplateFailedException e) {
      return CompletableFuture.completedFuture(
          new Outcome.Permanent("the body's template failed: " + e.getMessage()));
    }
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", sms.contentType());
    headers.put(WebhookChannel.ID_HEADER, intent.notificationId() + "-" + index);
    if (sms.authorization() != null) {
      headers.put("Authorization", secrets.header(sms.authorization()));
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return requests.post(sms.url(), headers, bytes).thenApply(Outcome::usual);
  }
}

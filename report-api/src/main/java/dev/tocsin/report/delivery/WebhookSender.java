package dev.tocsin.report.delivery;

import dev.tocsin.events.contact.Secret;
import dev.tocsin.events.egress.MissingSecretException;
import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.events.egress.WebhookSignature;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** Posts reports, and waits for what comes of it. */
record WebhookSender(Requests requests, Secrets secrets, Clock clock) {

  /**
   * Posts it.
   *
   * @param signing the key of the signature, or null for none
   */
  Outcome send(Document document, URI target, Secret signing) throws InterruptedException {
    try {
      return requests
          .post(target, headers(document, signing), document.body())
          .thenApply(Outcome::of)
          .toCompletableFuture()
          .get();
    } catch (MissingSecretException e) {
      return new Outcome.Later(e.getMessage());
    } catch (ExecutionException e) {
      throw new IllegalStateException("whatever comes of a request is a reply", e);
    }
  }

  private Map<String, String> headers(Document document, Secret signing) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Content-Type", document.type());
    headers.put("Content-Disposition", "attachment; filename=\"" + document.fileName() + "\"");
    headers.put("Idempotency-Key", document.key());
    if (signing != null) {
      String key = secrets.find(signing);
      headers.putAll(WebhookSignature.headers(key, clock.instant(), document.body()));
    }
    return headers;
  }
}

package dev.tocsin.report.delivery;

import dev.tocsin.events.contact.Secret;
import dev.tocsin.events.egress.HttpStatus;
import dev.tocsin.events.egress.MissingSecretException;
import dev.tocsin.events.egress.Resolver;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.events.egress.TargetPolicy;
import dev.tocsin.events.egress.TargetPolicy.Pinned;
import dev.tocsin.events.egress.TargetPolicy.Refused;
import dev.tocsin.events.egress.TargetPolicy.Ruling;
import dev.tocsin.events.egress.WebhookSignature;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Posts reports: to the address that was checked, under the target's own name; no redirects, no
 * proxy. What the receiver answers beyond its status is not read.
 */
final class WebhookSender {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final TargetPolicy policy;
  private final Resolver resolver;
  private final Secrets secrets;
  private final Clock clock;

  WebhookSender(Vertx vertx, TargetPolicy policy, Resolver resolver, Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
    this.policy = policy;
    this.resolver = resolver;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false)
                .setConnectTimeout((int) PATIENCE.toMillis()));
  }

  /**
   * Posts it.
   *
   * @param signing the key of the signature, or null for none
   */
  Outcome send(Document document, URI target, Secret signing) throws InterruptedException {
    Ruling ruling = policy.rule(target, resolver);
    if (ruling instanceof Refused refused) {
      return refused.forEver()
          ? new Outcome.Never(refused.reason())
          : new Outcome.Later(refused.reason());
    }
    AtomicReference<HttpClientRequest> begun = new AtomicReference<>();
    try {
      int status =
          status(
                  options((Pinned) ruling).setHeaders(headers(document, signing)),
                  document.body(),
                  begun)
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      return outcome(new HttpStatus(status));
    } catch (MissingSecretException e) {
      return new Outcome.Later(e.getMessage());
    } catch (TimeoutException e) {
      if (begun.get() != null) {
        begun.get().reset();
      }
      return new Outcome.Later("no answer within " + PATIENCE.toSeconds() + "s");
    } catch (ExecutionException e) {
      return new Outcome.Later("cannot be reached: " + e.getCause());
    }
  }

  private static Outcome outcome(HttpStatus status) {
    if (status.accepted()) {
      return new Outcome.Delivered(status.said());
    }
    return status.later() ? new Outcome.Later(status.said()) : new Outcome.Never(status.said());
  }

  private static RequestOptions options(Pinned at) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(at.port(), at.address().getHostAddress()))
        .setHost(at.target().getHost())
        .setPort(at.port())
        .setSsl(at.tls())
        .setFollowRedirects(false)
        .setURI(at.requestTarget());
  }

  private MultiMap headers(Document document, Secret signing) {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("User-Agent", "Tocsin")
            .add("Content-Type", document.type())
            .add("Content-Disposition", "attachment; filename=\"" + document.fileName() + "\"")
            .add("Idempotency-Key", document.key());
    if (signing != null) {
      String key = secrets.find(signing);
      headers.addAll(WebhookSignature.headers(key, clock.instant(), document.body()));
    }
    return headers;
  }

  private CompletableFuture<Integer> status(
      RequestOptions options, byte[] body, AtomicReference<HttpClientRequest> begun) {
    return client
        .request(options)
        .compose(
            request -> {
              begun.set(request);
              return request.send(Buffer.buffer(body));
            })
        .map(HttpClientResponse::statusCode)
        .toCompletionStage()
        .toCompletableFuture();
  }
}

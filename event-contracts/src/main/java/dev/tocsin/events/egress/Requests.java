package dev.tocsin.events.egress;

import dev.tocsin.events.egress.TargetPolicy.Pinned;
import dev.tocsin.events.egress.TargetPolicy.Refused;
import dev.tocsin.events.egress.TargetPolicy.Ruling;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes requests: to the address that was checked, under the target's own name (header Host, SNI,
 * certificate); no redirects, no proxy; one deadline from the name's resolution to the answer's
 * end.
 */
public final class Requests {
  private static final int MOST_CONNECTIONS = 64;

  private final HttpClient client;
  private final TargetPolicy policy;
  private final Resolver resolver;
  private final Duration deadline;
  private final Executor executor;
  private final Clock clock;

  /**
   * @param deadline for one request, all in all
   * @param executor where names are resolved, which blocks
   */
  public Requests(
      Vertx vertx,
      TargetPolicy policy,
      Resolver resolver,
      Duration deadline,
      Executor executor,
      Clock clock) {
    this.policy = policy;
    this.resolver = resolver;
    this.deadline = deadline;
    this.executor = executor;
    this.clock = clock;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setMaxPoolSize(MOST_CONNECTIONS)
                .setKeepAliveTimeout(20)
                .setConnectTimeout((int) deadline.toMillis()));
  }

  /** Posts; what comes of it is always a reply. */
  public CompletionStage<Reply> post(URI target, Map<String, String> headers, byte[] body) {
    AtomicReference<HttpClientRequest> begun = new AtomicReference<>();
    return CompletableFuture.supplyAsync(() -> policy.rule(target, resolver), executor)
        .thenCompose(
            (Ruling ruling) ->
                ruling instanceof Refused refused
                    ? CompletableFuture.completedFuture(
                        new Unanswered(refused.reason(), refused.forEver()))
                    : exchange(options((Pinned) ruling, headers), body, begun))
        .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(failure -> unanswered(failure, begun.get()));
  }

  private static RequestOptions options(Pinned at, Map<String, String> headers) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(at.port(), at.address().getHostAddress()))
            .setHost(at.target().getHost())
            .setPort(at.port())
            .setSsl(at.tls())
            .setFollowRedirects(false)
            .setURI(at.requestTarget())
            .putHeader("User-Agent", "Tocsin");
    headers.forEach(options::putHeader);
    return options;
  }

  private CompletableFuture<Reply> exchange(
      RequestOptions options, byte[] body, AtomicReference<HttpClientRequest> begun) {
    CompletableFuture<Reply> answer = new CompletableFuture<>();
    client
        .request(options)
        .onSuccess(
            request -> {
              begun.set(request);
              // On the very future of the response: one hop later its body may have gone by.
              request
                  .response()
                  .onSuccess(got -> new AnswerReader(got, clock.instant(), answer).read())
                  .onFailure(answer::completeExceptionally);
              request.end(Buffer.buffer(body)).onFailure(answer::completeExceptionally);
            })
        .onFailure(answer::completeExceptionally);
    return answer;
  }

  private Reply unanswered(Throwable failure, HttpClientRequest begun) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (begun != null) {
      begun.reset();
    }
    return new Unanswered(
        cause instanceof TimeoutException
            ? "no answer within " + deadline.toSeconds() + "s"
            : "cannot be reached: " + cause,
        false);
  }
}

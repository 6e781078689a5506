package dev.tocsin.router.dispatch;

import dev.tocsin.events.Json;
import dev.tocsin.events.Notification;
import dev.tocsin.events.Page;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.router.domain.GroupKey;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts pages to an HTTP endpoint. No redirects; one deadline for everything. */
public final class WebhookChannel implements Channel {
  static final String ID_HEADER = "Idempotency-Key";

  /** Answers that say "later", beside 429 and all of 5xx. */
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  private final HttpClient client;
  private final TargetPolicy policy;
  private final Duration deadline;
  private final Executor executor;
  private final Clock clock;

  /**
   * @param deadline for one attempt, from the name's resolution to the answer's end
   * @param executor where names are resolved, which blocks
   */
  public WebhookChannel(TargetPolicy policy, Duration deadline, Executor executor, Clock clock) {
    this.policy = policy;
    this.deadline = deadline;
    this.executor = executor;
    this.clock = clock;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(deadline)
            .executor(executor)
            .build();
  }

  @Override
  public CompletionStage<Outcome> send(Notification intent, ReceiverSpec receiver) {
    URI target = receiver.webhook().url();
    return CompletableFuture.supplyAsync(() -> refusal(target), executor)
        .thenCompose(
            refused ->
                refused == null
                    ? post(intent, target)
                    : CompletableFuture.completedFuture(refused));
  }

  private Outcome refusal(URI target) {
    try {
      String refusal = policy.refusal(target);
      return refusal == null ? null : new Outcome.Permanent(refusal);
    } catch (UnknownHostException e) {
      return new Outcome.Transient("host " + target.getHost() + " has no address", null);
    }
  }

  private CompletionStage<Outcome> post(Notification intent, URI target) {
    Page page = Page.of(intent, GroupKey.labels(intent.groupKey()));
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(deadline)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Tocsin")
            .header(ID_HEADER, intent.notificationId())
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(page)))
            .build();
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(request, info -> new IgnoredBody());
    // The request's own timeout ends with the answer's head: a body may still drip for ever.
    return answer
        .copy()
        .orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete((response, failure) -> answer.cancel(true))
        .handle((response, failure) -> failure == null ? outcome(response) : outcome(failure));
  }

  private Outcome outcome(HttpResponse<Void> response) {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return new Outcome.Delivered("answered " + status, null);
    }
    if (LATER.contains(status) || status >= 500) {
      return new Outcome.Transient("answered " + status, retryAfter(response));
    }
    return new Outcome.Permanent(
        "answered " + status + (status / 100 == 3 ? ", and redirects are not followed" : ""));
  }

  private Outcome outcome(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    boolean late = cause instanceof TimeoutException || cause instanceof HttpTimeoutException;
    String reason =
        late ? "no answer within " + deadline.toSeconds() + "s" : "cannot be reached: " + cause;
    return new Outcome.Transient(reason, null);
  }

  /** Seconds or an HTTP date, RFC 9110 section 10.2.3; null when there is neither. */
  private Duration retryAfter(HttpResponse<Void> response) {
    String value = response.headers().firstValue("Retry-After").orElse("").trim();
    try {
      if (value.matches("\\d{1,9}")) {
        return Duration.ofSeconds(Long.parseLong(value));
      }
      ZonedDateTime at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Duration.between(clock.instant(), at.toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }
}

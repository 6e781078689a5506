package dev.tocsin.standalone.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * Sends batches to the ingest service, one after the other, as gzipped NDJSON, and tries again
 * while the service cannot take them.
 *
 * <p>An attempt that broke off after the batch was on its way, or was answered 503, has an unknown
 * outcome: sending the batch again may give the service some of its events twice. Requests carry an
 * id for that; incidents come out the same, because the same event twice says the same; a metric, a
 * check or a log may count twice. The receipt says when it happened.
 */
public final class IngestClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration FIRST_WAIT = Duration.ofMillis(250);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private static final int TOO_LARGE = 413;
  private static final int UNREADABLE = 400;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();
  private final URI base;
  private final Duration patience;
  private final Consumer<String> notices;
  private final Pause pause;

  /**
   * @param base where the ingest service listens, without a path
   * @param patience how long to try a batch before giving up
   * @param notices hears why a batch has to wait
   */
  public IngestClient(URI base, Duration patience, Consumer<String> notices, Pause pause) {
    String text = base.toString();
    this.base = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    this.patience = patience;
    this.notices = notices;
    this.pause = pause;
  }

  /**
   * Sends a batch and waits until it is taken.
   *
   * @param events JSON objects without line ends
   * @throws IngestUnavailableException when it was not taken in time, or the server is none that
   *     takes events
   */
  public Receipt send(EventKind kind, List<byte[]> events)
      throws IngestUnavailableException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + kind.path()))
            .timeout(ANSWER_TIMEOUT)
            .header("Content-Type", "application/x-ndjson")
            .header("Content-Encoding", "gzip")
            .POST(BodyPublishers.ofByteArray(compressed(events)))
            .build();
    Duration waited = Duration.ZERO;
    Duration backoff = FIRST_WAIT;
    boolean resent = false;
    while (true) {
      Attempt attempt = attempt(request);
      if (attempt.response() != null && attempt.response().statusCode() == TOO_LARGE) {
        return divided(kind, events);
      }
      if (attempt.response() != null && attempt.retryAfter() == null) {
        return receipt(request, attempt.response(), events.size(), resent);
      }
      if (waited.compareTo(patience) >= 0) {
        throw new IngestUnavailableException(request.uri() + ": " + attempt.trouble());
      }
      resent |= attempt.uncertain();
      Duration wait = attempt.retryAfter() == null ? backoff : attempt.retryAfter();
      notices.accept(request.uri() + ": " + attempt.trouble() + "; trying again");
      pause.pause(wait);
      waited = waited.plus(wait);
      backoff = shorter(backoff.multipliedBy(2), LONGEST_WAIT);
    }
  }

  /**
   * @param response what came back, or null
   * @param retryAfter how long the service asks to wait, or null when it does not
   * @param uncertain whether the service may have taken some of the batch
   * @param trouble what went wrong, or null
   */
  private record Attempt(
      HttpResponse<byte[]> response, Duration retryAfter, boolean uncertain, String trouble) {}

  private Attempt attempt(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      int status = response.statusCode();
      if (status == 503 || status == 429) {
        return new Attempt(response, retryAfter(response), status == 503, "answered " + status);
      }
      return new Attempt(response, null, false, null);
    } catch (ConnectException | HttpConnectTimeoutException e) {
      return new Attempt(null, null, false, "nobody answers there");
    } catch (IOException e) {
      return new Attempt(null, null, true, "the connection broke (" + e.getMessage() + ")");
    }
  }

  private static Duration retryAfter(HttpResponse<byte[]> response) {
    String seconds = response.headers().firstValue("Retry-After").orElse("1");
    try {
      long whole = Math.max(0, Long.parseLong(seconds.strip()));
      return shorter(Duration.ofSeconds(whole), Duration.ofMinutes(1));
    } catch (NumberFormatException e) {
      return Duration.ofSeconds(1);
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private Receipt divided(EventKind kind, List<byte[]> events)
      throws IngestUnavailableException, InterruptedException {
    if (events.size() == 1) {
      return Answer.refuseAll(1, "is larger than the service takes");
    }
    int half = events.size() / 2;
    Receipt first = send(kind, events.subList(0, half));
    return first.and(send(kind, events.subList(half, events.size())), half);
  }

  private static Receipt receipt(
      HttpRequest request, HttpResponse<byte[]> response, int size, boolean resent)
      throws IngestUnavailableException {
    int status = response.statusCode();
    if (status / 100 == 2) {
      return Answer.read(response.body(), size, resent);
    }
    if (status == UNREADABLE) {
      return Answer.problem(response.body(), size);
    }
    throw new IngestUnavailableException(
        request.uri() + " answered " + status + ": is that the ingest service?");
  }

  private static byte[] compressed(List<byte[]> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, 8_192)) {
      for (byte[] event : events) {
        gzip.write(event);
        gzip.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}

package dev.tocsin.ingest.rest;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Response;

/**
 * Reads a request's body on the event loop: no thread waits for a slow sender. A body that is
 * refused is still read to its end (up to a bound), because a client that is answered while it
 * sends sees a broken connection and not the answer.
 */
final class BodyCollector {
  /** How much of a refused body is read before the connection is closed. */
  private static final long MOST_DISCARDED = 256L << 20;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final Body body;
  private UniEmitter<? super Body> waiting;
  private Throwable refusal;
  private long received;
  private long timer;

  private BodyCollector(Vertx vertx, HttpServerRequest request, Body body) {
    this.vertx = vertx;
    this.request = request;
    this.body = body;
  }

  /**
   * The body, or the {@link Refused} that it gets.
   *
   * @param body where it goes; closed when it fails
   * @param refusal why it is refused already, or null
   * @param timeoutMs how long it may take
   */
  static Uni<Body> collect(
      Vertx vertx, HttpServerRequest request, Body body, Refused refusal, long timeoutMs) {
    BodyCollector collector = new BodyCollector(vertx, request, body);
    return Uni.createFrom().emitter(emitter -> collector.start(emitter, refusal, timeoutMs));
  }

  private void start(UniEmitter<? super Body> emitter, Refused already, long timeoutMs) {
    waiting = emitter;
    refusal = already;
    if (refusal == null) {
      String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
      if (length != null) {
        attempt(() -> body.expect(Long.parseLong(length)));
      }
    }
    if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      if (refusal != null) {
        request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        finish();
        return;
      }
      request.response().writeContinue();
    }
    timer = vertx.setTimer(timeoutMs, t -> abandon("the body took too long to arrive"));
    request.handler(this::received);
    request.endHandler(v -> finish());
    request.exceptionHandler(e -> abandon("the connection broke"));
    request.resume();
  }

  private void received(Buffer buffer) {
    received += buffer.length();
    if (refusal == null) {
      attempt(() -> body.append(buffer.getBytes(), buffer.length()));
    } else if (received > MOST_DISCARDED) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      finish();
    }
  }

  private void attempt(Runnable step) {
    try {
      step.run();
    } catch (Refused e) {
      refusal = e;
      body.close();
    }
  }

  private void abandon(String why) {
    if (refusal == null) {
      refusal = Refused.of(Response.Status.REQUEST_TIMEOUT, why);
    }
    if (!request.response().ended()) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    finish();
  }

  private void finish() {
    vertx.cancelTimer(timer);
    if (waiting == null) {
      return;
    }
    UniEmitter<? super Body> emitter = waiting;
    waiting = null;
    if (refusal == null) {
      emitter.complete(body);
    } else {
      body.close();
      emitter.fail(refusal);
    }
  }
}

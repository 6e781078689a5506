package dev.tocsin.events.egress;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;

/** Reads an answer; a body that is too long is cut off, and the connection with it. */
final class AnswerReader {
  private final HttpClientResponse response;
  private final Instant now;
  private final CompletableFuture<Reply> answer;
  private final Buffer body = Buffer.buffer();

  AnswerReader(HttpClientResponse response, Instant now, CompletableFuture<Reply> answer) {
    this.response = response;
    this.now = now;
    this.answer = answer;
  }

  void read() {
    response.handler(this::part);
    response.endHandler(end -> finish());
    // The status was read already, and it decides.
    response.exceptionHandler(failure -> finish());
  }

  private void part(Buffer part) {
    body.appendBuffer(part);
    if (body.length() > Answer.MOST_BYTES) {
      finish();
      response.request().reset();
    }
  }

  private void finish() {
    String text = body.getString(0, Math.min(body.length(), Answer.MOST_BYTES));
    answer.complete(new Answer(new HttpStatus(response.statusCode()), retryAfter(), text));
  }

  /** Seconds or an HTTP date, RFC 9110 section 10.2.3; null when there is neither. */
  private Duration retryAfter() {
    String value = response.getHeader("Retry-After");
    try {
      if (value == null) {
        return null;
      }
      if (value.trim().matches("\\d{1,9}")) {
        return Duration.ofSeconds(Long.parseLong(value.trim()));
      }
      ZonedDateTime at = ZonedDateTime.parse(value.trim(), DateTimeFormatter.RFC_1123_DATE_TIME);
      return Duration.between(now, at.toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }
}

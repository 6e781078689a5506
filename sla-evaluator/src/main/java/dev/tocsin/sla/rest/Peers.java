package dev.tocsin.sla.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks other instances of the evaluator. */
final class Peers {
  /** Says that another instance asks: it wants what you own, and nothing from others. */
  static final String HOP = "Tocsin-Hop";

  private static final Duration CONNECT = Duration.ofSeconds(2);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final Duration patience;

  Peers(Duration patience) {
    this.patience = patience;
  }

  /**
   * What one of them answered.
   *
   * @param url who
   * @param status the HTTP status, 0 when there was no answer
   * @param body what it said, or null
   */
  record Reply(String url, int status, JsonNode body) {
    boolean ok() {
      return status == 200;
    }
  }

  CompletableFuture<Reply> post(String url, String path, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(patience)
            .header("Content-Type", "application/json")
            .header(HOP, "1")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return http.sendAsync(request, BodyHandlers.ofByteArray())
        .thenApply(response -> reply(url, response))
        .exceptionally(e -> new Reply(url, 0, null));
  }

  private static Reply reply(String url, HttpResponse<byte[]> response) {
    try {
      return new Reply(url, response.statusCode(), Json.mapper().readTree(response.body()));
    } catch (IOException e) {
      return new Reply(url, 0, null); // no JSON: none of us
    }
  }
}

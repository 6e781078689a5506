package dev.tocsin.report.evaluator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.events.Json;
import dev.tocsin.report.ReportConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The SLA evaluator, asked directly: what it judged last is newer than anything projected. */
@Singleton
public class Evaluator {
  /**
   * Whoever asks for an objective has the projected figure already: nobody waits long for a newer.
   */
  private static final Duration LOOK = Duration.ofMillis(300);

  /** A little longer than the evaluator gives itself. */
  private static final Duration ANSWER = Duration.ofSeconds(40);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LOOK).build();
  private final URI base;

  @Inject
  Evaluator(ReportConfig config) {
    this(config.report().evaluatorUrl());
  }

  Evaluator(URI base) {
    this.base = base;
  }

  /**
   * The newest verdict of an objective for each service, with {@code ageSeconds} and {@code
   * source}; none where an instance does not answer at once.
   */
  public Uni<Map<String, JsonNode>> newest(String objective) {
    String path = "/api/v1/look/" + encoded(objective);
    return look(base.resolve(path))
        .chain(
            first -> {
              List<Uni<JsonNode>> all = new ArrayList<>();
              all.add(Uni.createFrom().item(first));
              first.path("others").forEach(url -> all.add(look(URI.create(url.asText() + path))));
              return Uni.join().all(all).andCollectFailures();
            })
        .map(Evaluator::byService)
        .ifNoItem()
        .after(LOOK)
        .recoverWithItem(Map.of())
        .onFailure()
        .recoverWithItem(Map.of());
  }

  /** Passes a question on; its answer as it comes. */
  public Uni<HttpResponse<byte[]>> ask(String path, String verdicts, byte[] body) {
    String query = verdicts == null ? "" : "?verdicts=" + encoded(verdicts);
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path + query))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return send(request);
  }

  private Uni<JsonNode> look(URI at) {
    return send(HttpRequest.newBuilder(at).timeout(LOOK).build()).map(Evaluator::json);
  }

  private Uni<HttpResponse<byte[]>> send(HttpRequest request) {
    return Uni.createFrom()
        .completionStage(() -> http.sendAsync(request, BodyHandlers.ofByteArray()));
  }

  private static JsonNode json(HttpResponse<byte[]> response) {
    try {
      return Json.mapper().readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, JsonNode> byService(List<JsonNode> looks) {
    Map<String, JsonNode> found = new TreeMap<>();
    for (JsonNode look : looks) {
      for (JsonNode each : look.path("verdicts")) {
        ObjectNode verdict = each.withObject("/verdict");
        verdict.put("ageSeconds", each.path("ageMs").asLong() / 1_000.0).put("source", "evaluator");
        found.put(verdict.path("service").asText(), verdict);
      }
    }
    return found;
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

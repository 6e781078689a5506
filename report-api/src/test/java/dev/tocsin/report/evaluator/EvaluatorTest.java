package dev.tocsin.report.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.events.Json;
import dev.tocsin.report.persistence.Objectives.Objective;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the evaluator says over HTTP, and what is made of it when it says nothing. */
class EvaluatorTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer one;
  private HttpServer two;
  private Evaluator evaluator;

  @BeforeEach
  void start() throws IOException {
    one = server();
    two = server();
    evaluator = new Evaluator(URI.create(url(one)));
  }

  @AfterEach
  void stop() {
    over.countDown();
    one.stop(0);
    two.stop(0);
  }

  @Test
  void everyInstanceIsAskedForWhatItOwns() {
    look(one, "{'verdicts':[%s],'others':['%s']}".formatted(verdict("shop", 90, 250), url(two)));
    look(two, "{'verdicts':[%s],'others':['%s']}".formatted(verdict("bank", 70, 0), url(one)));
    Map<String, JsonNode> newest = newest();
    assertThat(newest).containsOnlyKeys("bank", "shop");
    assertThat(newest.get("shop").path("ageSeconds").asDouble()).isEqualTo(0.25);
    assertThat(newest.get("shop").path("source").asText()).isEqualTo("evaluator");
    assertThat(newest.get("shop").path("periodEnd").asLong()).isEqualTo(90);
  }

  @Test
  void whoDoesNotAnswerAtOnceIsNotWaitedFor() {
    one.createContext(
        "/api/v1/look/",
        exchange -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    long before = System.nanoTime();
    assertThat(newest()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void nobodyThereIsNoFailure() {
    one.stop(0);
    assertThat(newest()).isEmpty();
    assertThatThrownBy(
            () -> evaluator.ask("/api/v1/what-if", null, new byte[0]).await().atMost(LONG))
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void newerFiguresTakeThePlaceOfProjectedOnes() throws IOException {
    Objective projected =
        new Objective(
            "A",
            1,
            Json.mapper().createObjectNode(),
            List.of(json(body("bank", 100)), json(body("shop", 80))));
    Objective now =
        projected.with(
            Map.of(
                "bank",
                json(body("bank", 90)),
                "shop",
                json(body("shop", 90)),
                "inn",
                json(body("inn", 10))));
    assertThat(now.verdicts())
        .extracting(each -> each.path("service").asText() + each.path("periodEnd").asLong())
        .containsExactly("bank100", "inn10", "shop90");
  }

  @Test
  void questionsArePassedOnAsTheyAre() {
    one.createContext(
        "/api/v1/what-if",
        exchange -> {
          assertThat(exchange.getRequestURI().getQuery()).isEqualTo("verdicts=all");
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
          exchange.sendResponseHeaders(422, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    HttpResponse<byte[]> answer =
        evaluator
            .ask("/api/v1/what-if", "all", "{}".getBytes(StandardCharsets.UTF_8))
            .await()
            .atMost(LONG);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{}");
  }

  private Map<String, JsonNode> newest() {
    return evaluator.newest("A").await().atMost(LONG);
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    return server;
  }

  private static void look(HttpServer server, String body) {
    server.createContext("/api/v1/look/A", exchange -> answer(exchange, body.replace('\'', '"')));
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String url(HttpServer server) {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String verdict(String service, long periodEnd, long ageMs) {
    return "{'ageMs':%d,'verdict':%s}".formatted(ageMs, body(service, periodEnd));
  }

  private static String body(String service, long periodEnd) {
    return "{'service':'%s','periodEnd':%d}".formatted(service, periodEnd);
  }

  private static JsonNode json(String text) throws IOException {
    return Json.mapper().readTree(text.replace('\'', '"'));
  }
}

package dev.tocsin.standalone.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.events.Json;
import dev.tocsin.standalone.Tocsin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked for, and how the answer reads; the server says what the evaluator would. */
class WhatIfCommandTest {
  private static final String OBJECTIVE =
      """
      kind: objective
      name: A
      spec: {service: '*', indicator: {type: availability}, target: 0.9, evaluation: 5m}
      """;

  private static final String ANSWER =
      """
      {"objective": "A", "asOf": 1772449200000, "missing": ["http://two:8082"], "services": [{
        "service": "shop", "slices": 1499, "coveredFrom": 1772445600000,
        "counts": {"MET": 58, "NO_DATA": 2},
        "verdicts": [{"periodEnd": 1772445660000, "status": "MET", "sli": 0.99999,
          "budgetRemaining": -0.5, "coverage": 0.2}],
        "worst": {"periodEnd": 1772445720000, "status": "VIOLATED", "sli": 0.5, "value": 12.5},
        "violations": [{"began": 1772445720000, "severity": "high", "reason": "50% good"}],
        "alerts": [{"updatedAt": 1772445780000, "status": "FIRING", "severity": "CRITICAL",
          "annotations": {"summary": "A is violated for shop"}}]}]}
      """;

  @TempDir Path folder;
  private HttpServer server;
  private String path;
  private JsonNode asked;
  private int status = 200;
  private String answer = ANSWER;
  private String out;
  private String err;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theAnswerIsATable() throws IOException {
    assertThat(run("--from", "now-1h", "--service", "shop")).as(err).isZero();
    assertThat(path).isEqualTo("/api/v1/what-if?verdicts=20");
    assertThat(asked.path("definition").path("name").asText()).isEqualTo("A");
    assertThat(asked.path("from").asText()).isEqualTo("now-1h");
    assertThat(asked.path("service").asText()).isEqualTo("shop");
    assertThat(asked.has("to")).isFalse();
    assertThat(out.lines().map(String::stripTrailing))
        .containsExactly(
            "A until 2026-03-02 11:00 UTC",
            "",
            "shop: 58 met, 2 no data, from 1499 slices since 2026-03-02 10:00",
            "  PERIOD END        STATUS               SLI         VALUE      BUDGET  COVERAGE",
            "  2026-03-02 10:01  met               99.99%                   -50.00%    20.00%",
            "  the worst:",
            "  2026-03-02 10:02  violated          50.00%         12.50",
            "  1 violation",
            "  2026-03-02 10:02 to now               high      50% good",
            "  1 alert",
            "  2026-03-02 10:03  firing    critical  A is violated for shop",
            "  no answer from http://two:8082: its services are missing");
  }

  @Test
  void publishingIsAnotherQuestion() throws IOException {
    assertThat(run("--publish", "--verdicts", "0")).isZero();
    assertThat(path).isEqualTo("/api/v1/replay?verdicts=0");
    assertThat(out).contains("published under this name");
  }

  @Test
  void whatIsRefusedIsSaidWithItsReason() throws IOException {
    status = 400;
    answer = "{\"detail\": \"from: must be before to\", \"field\": \"from\"}";
    assertThat(run("--from", "now")).isEqualTo(1);
    assertThat(err).contains("objective/A: from: must be before to");
  }

  private void answer(HttpExchange exchange) throws IOException {
    path = exchange.getRequestURI().toString();
    asked = Json.mapper().readTree(exchange.getRequestBody());
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private int run(String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("objective.yaml"), OBJECTIVE);
    String[] arguments = new String[options.length + 5];
    arguments[0] = "what-if";
    arguments[1] = "-f";
    arguments[2] = file.toString();
    arguments[3] = "--report-api";
    arguments[4] = "http://127.0.0.1:" + server.getAddress().getPort();
    System.arraycopy(options, 0, arguments, 5, options.length);
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    int code =
        Tocsin.commands()
            .setOut(new PrintWriter(outText))
            .setErr(new PrintWriter(errText))
            .execute(arguments);
    out = outText.toString();
    err = errText.toString();
    return code;
  }
}

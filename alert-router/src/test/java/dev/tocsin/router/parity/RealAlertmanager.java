package dev.tocsin.router.parity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A process of Alertmanager, and a server that its webhooks call. */
final class RealAlertmanager implements Router {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private final Map<String, String> silences = new HashMap<>();
  private final HttpServer receivers;
  private final Process process;
  private final URI api;

  private RealAlertmanager(HttpServer receivers, Process process, URI api) {
    this.receivers = receivers;
    this.process = process;
    this.api = api;
  }

  static RealAlertmanager start(Path program, String file, Path folder) throws Exception {
    HttpServer receivers = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    String url = "http://127.0.0.1:" + receivers.getAddress().getPort();
    Path config = Files.writeString(folder.resolve("am.yml"), file.replace("URL", url));
    int port = freePort();
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    URI api = URI.create("http://127.0.0.1:" + port);
    RealAlertmanager real = new RealAlertmanager(receivers, process, api);
    receivers.createContext(
        "/",
        exchange -> {
          real.record(Json.mapper().readTree(exchange.getRequestBody()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receivers.start();
    Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(real::ready);
    return real;
  }

  private boolean ready() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(api.resolve("/-/ready")).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void record(JsonNode payload) {
    List<String> alerts =
        StreamSupport.stream(payload.get("alerts").spliterator(), false)
            .map(alert -> alert.get("status").asText() + labels(alert.get("labels")))
            .toList();
    told.add(
        Told.of(
            payload.get("receiver").asText(),
            labels(payload.get("groupLabels")),
            payload.get("status").asText(),
            alerts));
  }

  private static Map<String, String> labels(JsonNode node) {
    Map<String, String> labels = new TreeMap<>();
    node.properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  @Override
  public void fire(List<Map<String, String>> alerts) throws Exception {
    post(alerts, null);
  }

  @Override
  public void resolve(List<Map<String, String>> alerts) throws Exception {
    post(alerts, Instant.now().minusMillis(1));
  }

  private void post(List<Map<String, String>> alerts, Instant endsAt) throws Exception {
    List<Map<String, Object>> body = new ArrayList<>();
    for (Map<String, String> labels : alerts) {
      body.add(
          endsAt == null
              ? Map.of("labels", labels, "startsAt", Instant.now().toString())
              : Map.of("labels", labels, "endsAt", endsAt.toString()));
    }
    call("POST", "/api/v2/alerts", body);
  }

  @Override
  public void silence(String name, String matcher) throws Exception {
    boolean regex = matcher.contains("=~");
    String[] parts = matcher.split("=~?");
    Map<String, Object> body =
        Map.of(
            "matchers",
            List.of(Map.of("name", parts[0], "value", parts[1], "isRegex", regex)),
            "startsAt",
            Instant.now().toString(),
            "endsAt",
            Instant.now().plusSeconds(600).toString(),
            "createdBy",
            "ada",
            "comment",
            "parity");
    silences.put(name, call("POST", "/api/v2/silences", body).get("silenceID").asText());
  }

  @Override
  public void unsilence(String name) throws Exception {
    call("DELETE", "/api/v2/silence/" + silences.get(name), Map.of());
  }

  @Override
  public List<Told> told(int atLeast) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> assertThat(told).hasSizeGreaterThanOrEqualTo(atLeast));
    return List.copyOf(told);
  }

  private JsonNode call(String method, String path, Object body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve(path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
            .build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + new String(response.body()));
    }
    return response.body().length == 0
        ? Json.mapper().nullNode()
        : Json.mapper().readTree(response.body());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    receivers.stop(0);
  }
}

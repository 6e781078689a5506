package dev.tocsin.standalone.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

/**
 * A small HTTP server that answers as the ingest service does. An event with a field {@code bad} is
 * refused; planned troubles come first.
 */
public final class IngestServer implements AutoCloseable {
  static {
    // Otherwise each answer waits for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** Something that goes wrong once; true when it has answered. */
  interface Trouble {
    boolean happens(HttpExchange exchange, int events) throws IOException;
  }

  /**
   * What was taken in one request.
   *
   * @param path where it was sent to
   * @param events all its events, the refused ones too
   */
  public record Taken(String path, List<JsonNode> events) {}

  private final HttpServer http;
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private final Queue<Trouble> troubles = new ConcurrentLinkedQueue<>();

  public IngestServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/api/v1/", this::handle);
    http.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  public List<Taken> taken() {
    return taken;
  }

  public List<JsonNode> events() {
    return taken.stream().flatMap(batch -> batch.events().stream()).toList();
  }

  void plan(Trouble trouble) {
    troubles.add(trouble);
  }

  private void handle(HttpExchange exchange) throws IOException {
    List<JsonNode> events = read(exchange);
    Trouble trouble = troubles.peek();
    if (trouble != null && trouble.happens(exchange, events.size())) {
      troubles.poll();
      exchange.close();
      return;
    }
    taken.add(new Taken(exchange.getRequestURI().getPath(), events));
    String refused =
        IntStream.range(0, events.size())
            .filter(i -> events.get(i).has("bad"))
            .mapToObj("{\"position\":%d,\"field\":\"bad\",\"reason\":\"must not be\"}"::formatted)
            .collect(Collectors.joining(","));
    long bad = events.stream().filter(event -> event.has("bad")).count();
    answer(
        exchange,
        202,
        "{\"accepted\":%d,\"refused\":[%s]}".formatted(events.size() - bad, refused));
  }

  private static List<JsonNode> read(HttpExchange exchange) throws IOException {
    byte[] body = new GZIPInputStream(exchange.getRequestBody()).readAllBytes();
    String[] lines = new String(body, StandardCharsets.UTF_8).split("\n");
    JsonNode[] events = new JsonNode[lines.length];
    for (int i = 0; i < lines.length; i++) {
      events[i] = JsonLines.MAPPER.readTree(lines[i]);
    }
    return List.of(events);
  }

  static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

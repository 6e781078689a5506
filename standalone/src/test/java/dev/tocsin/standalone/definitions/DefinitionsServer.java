package dev.tocsin.standalone.definitions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionForm;
import dev.tocsin.events.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A small HTTP server that keeps definitions as the report API does. */
public final class DefinitionsServer implements AutoCloseable {
  static {
    // Otherwise each answer waits for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final String PATH = "/api/v1/definitions";

  private final HttpServer http;
  private final Map<String, Definition> kept = new ConcurrentSkipListMap<>();
  private final AtomicInteger notYet = new AtomicInteger();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  public DefinitionsServer() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(PATH, this::handle);
    http.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** Everything that it has, by {@code kind/name}. */
  public Map<String, Definition> kept() {
    return kept;
  }

  /** From now on it does not take the definition of this name. */
  public void refuse(String name) {
    refused.add(name);
  }

  /** So many times it cannot answer yet. */
  public void notYet(int times) {
    notYet.set(times);
  }

  private void handle(HttpExchange exchange) throws IOException {
    if (notYet.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      exchange.getResponseHeaders().add("Retry-After", "0");
      answer(exchange, 503, problem("the database does not answer"));
      return;
    }
    String key = exchange.getRequestURI().getPath().substring(PATH.length()).replaceFirst("/", "");
    switch (exchange.getRequestMethod()) {
      case "GET" -> get(exchange, key);
      case "POST" -> declare(exchange, null);
      case "PUT" -> declare(exchange, key);
      case "DELETE" -> {
        kept.remove(key);
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
      }
      default -> answer(exchange, 405, problem("not here"));
    }
  }

  private void get(HttpExchange exchange, String key) throws IOException {
    if (key.isEmpty()) {
      String query = exchange.getRequestURI().getQuery();
      ObjectNode listing = Json.mapper().createObjectNode().put("truncated", false);
      var items = listing.putArray("items");
      kept.values().stream()
          .filter(each -> query == null || query.equals("kind=" + each.kind().json()))
          .forEach(each -> items.add(Json.mapper().<JsonNode>valueToTree(each)));
      answer(exchange, 200, listing);
    } else if (kept.containsKey(key)) {
      answer(exchange, 200, Json.mapper().valueToTree(kept.get(key)));
    } else {
      answer(exchange, 404, problem("there is no definition of this kind and name"));
    }
  }

  private void declare(HttpExchange exchange, String key) throws IOException {
    Definition sent = DefinitionForm.read(Json.mapper().readTree(exchange.getRequestBody()));
    Definition present = kept.get(sent.key());
    long version = present == null ? 0 : present.version();
    if (refused.contains(sent.name())) {
      answer(exchange, 400, problem("spec: is not to its taste"));
    } else if (key == null && present != null) {
      answer(exchange, 409, problem("exists already; PUT changes it"));
    } else if (sent.version() != 0 && sent.version() != version) {
      answer(exchange, 409, problem("version: it is at version " + version + " now"));
    } else {
      Definition next =
          new Definition(sent.kind(), sent.name(), version + 1, sent.effectiveFrom(), sent.spec());
      kept.put(next.key(), next);
      answer(exchange, present == null ? 201 : 200, Json.mapper().valueToTree(next));
    }
  }

  private static ObjectNode problem(String detail) {
    return Json.mapper().createObjectNode().put("detail", detail);
  }

  private static void answer(HttpExchange exchange, int status, JsonNode json) throws IOException {
    byte[] body = Json.write(json);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

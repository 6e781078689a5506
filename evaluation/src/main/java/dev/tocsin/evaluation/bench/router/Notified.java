package dev.tocsin.evaluation.bench.router;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The receiver: when each group's first notice arrived. */
final class Notified implements AutoCloseable {
  /** Both send the same payload. */
  private static final Pattern GROUP = Pattern.compile("\"groupLabels\":\\{\"group\":\"([^\"]+)\"");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Map<String, Long> first = new ConcurrentHashMap<>();

  Notified() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** By group, {@link System#nanoTime}. */
  Map<String, Long> first() {
    return first;
  }

  private void take(HttpExchange exchange) throws IOException {
    long now = System.nanoTime();
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Matcher group = GROUP.matcher(new String(body, StandardCharsets.UTF_8));
      if (group.find()) {
        first.putIfAbsent(group.group(1), now);
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}

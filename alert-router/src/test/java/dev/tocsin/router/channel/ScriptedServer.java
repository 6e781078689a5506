package dev.tocsin.router.channel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server that answers as its script says, and with 200 when the script has ended. */
public final class ScriptedServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  public ScriptedServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public ScriptedServer answers(Answer... answers) {
    script.addAll(List.of(answers));
    return this;
  }

  /** What came in, in order. */
  public List<Request> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(
        new Request(
            exchange.getRequestURI().getPath(),
            exchange.getRequestHeaders().getFirst("Idempotency-Key"),
            body,
            headers(exchange)));
    Answer answer = script.poll();
    if (answer == null) {
      answer = Answer.of(200);
    }
    if (answer.status == 0) {
      hang();
    }
    answer.headers.forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
    try (exchange) {
      exchange.sendResponseHeaders(answer.status == 0 ? 200 : answer.status, 0);
      if (answer.text != null) {
        exchange.getResponseBody().write(answer.text.getBytes(StandardCharsets.UTF_8));
      }
      for (long sent = 0; sent < answer.bytes; sent++) {
        exchange.getResponseBody().write('x');
        if (sent == 0 && answer.bytes == Answer.DRIP) {
          exchange.getResponseBody().flush();
          hang();
        }
      }
    } catch (IOException e) {
      // The client went away, which is what some scripts are about.
      exchange.close();
    }
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    return headers;
  }

  private void hang() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  /** What came in. */
  public record Request(
      String path, String idempotencyKey, String body, Map<String, String> headers) {}

  /**
   * What goes out.
   *
   * @param status 0 hangs
   * @param bytes of the body; {@link #DRIP} sends one and hangs
   * @param text what the body is instead, or null
   */
  public record Answer(int status, Map<String, String> headers, long bytes, String text) {
    static final long DRIP = -1L >>> 1;

    public static Answer of(int status) {
      return new Answer(status, Map.of(), 2, null);
    }

    public static Answer of(int status, String text) {
      return new Answer(status, Map.of(), 0, text);
    }

    public static Answer of(int status, String header, String value) {
      return new Answer(status, Map.of(header, value), 0, null);
    }

    public static Answer hang() {
      return new Answer(0, Map.of(), 0, null);
    }
  }
}

package dev.tocsin.report.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RouterTest {
  @Test
  void templatesArePassedOnAsTheyAre() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/templates/preview",
        exchange -> {
          assertThat(exchange.getRequestHeaders().getFirst("Content-Type"))
              .isEqualTo("application/json");
          byte[] body = exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(400, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      Router router = new Router(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
      HttpResponse<byte[]> answer =
          router.preview("{}".getBytes()).await().atMost(Duration.ofSeconds(10));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).asString().isEqualTo("{}");
    } finally {
      server.stop(0);
    }
  }
}

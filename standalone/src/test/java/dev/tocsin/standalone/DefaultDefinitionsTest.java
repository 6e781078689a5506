package dev.tocsin.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultDefinitionsTest {
  @TempDir Path folder;

  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/v1/definitions", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void eachIsOfferedAndWhatIsRefusedIsSaid() throws IOException {
    Files.writeString(
        folder.resolve("b.yaml"),
        """
        - kind: rule
          name: THERE
          spec: {}
        - kind: rule
          name: BAD
          spec: {}
        """);
    Files.writeString(
        folder.resolve("a.yaml"),
        """
        - kind: objective
          name: NEW
          spec: {target: 0.999}
        """);

    DefaultDefinitions.Loaded loaded = DefaultDefinitions.read(folder).load(url());

    assertThat(loaded.created()).isEqualTo(1);
    assertThat(loaded.present()).isEqualTo(1);
    assertThat(loaded.refused()).containsExactly("rule/BAD: 400 spec is wrong");
    assertThat(received.get(0))
        .isEqualTo("{\"kind\":\"objective\",\"name\":\"NEW\",\"spec\":{\"target\":0.999}}");
  }

  @Test
  void aFolderThatIsNotThereHoldsNone() {
    assertThat(DefaultDefinitions.read(folder.resolve("none")).load(url()))
        .isEqualTo(new DefaultDefinitions.Loaded(0, 0, List.of()));
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    received.add(body);
    byte[] text = "spec is wrong".getBytes(StandardCharsets.UTF_8);
    int status = body.contains("NEW") ? 201 : body.contains("THERE") ? 409 : 400;
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }
}
